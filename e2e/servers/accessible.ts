import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from 'vitest';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails when axe finds anything on the page as it now is, in either theme. The page's theme must be the system's; it is
 * left in the light one.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const root = page.locator(`html[data-mantine-color-scheme="${scheme}"]`);
    await root.waitFor({ state: 'attached' });
    // The other mode opens a page of its own for each look; Weir has no frames that need it.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}\n  ${target.join(' ')}\n  ${failureSummary}`),
    );
    expect(found, `${page.url()} in the ${scheme} theme`).toEqual([]);
  }
}
