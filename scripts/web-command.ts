/**
 * Node's arguments for the web process. A pivot's question is its URL, and a filter may hold a path of many kilobytes: the
 * usual bound of 16 KiB for a request's head is too small for that.
 */
export function webCommand(port: number, bind: string): string[] {
  return ['--max-http-header-size=262144', 'scripts/run-web.ts', String(port), bind];
}
