import { visibleText } from '#core/visible-text.ts';

/** Text that an attacker may have written: set apart from the text around it, and nothing in it acts or hides. */
export function ForeignText({ text }: { text: string }) {
  return <bdi>{visibleText(text)}</bdi>;
}
