/** Opens the web process's world before the first request, so that a process that cannot serve says so and ends. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { openAtStart } = await import('./app/open-at-start');
  openAtStart();
}
