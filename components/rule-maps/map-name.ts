/** A map's name for a file: the file's own, cleaned; that of a known map when only a date or a number follows it. */
export function mapNameOf(fileName: string, known: readonly string[]): string {
  const clean = fileName
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[-._]+$/g, '')
    .slice(0, 64);
  const stem = clean.replace(/[-._]*(?:v?\d[\d._-]*)$/i, '');
  return known.find((name) => name === clean) ?? known.find((name) => name === stem) ?? (clean || 'rules');
}
