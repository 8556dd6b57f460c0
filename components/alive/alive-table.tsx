import type { Health } from '#core/health.ts';

const states = (ok: boolean) => <td className={ok ? undefined : 'failed'}>{ok ? 'answers' : 'does not answer'}</td>;

/** What runs and what does not. */
export function AliveTable({ health }: { health: Health }) {
  return (
    <main>
      <h1>{health.ok ? 'Weir is running' : 'Weir is running, but not whole'}</h1>
      <p>Ask it from the command line (npm run -s weir -- help) or over its HTTP API, described in docs/api.md.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">State</th>
            <th scope="col" className="number">
              Workers
            </th>
            <th scope="col" className="number">
              Jobs waiting
            </th>
            <th scope="col" className="number">
              Jobs at work
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Store</th>
            {states(health.store)}
            <td className="number">–</td>
            <td className="number">–</td>
            <td className="number">–</td>
          </tr>
          <tr>
            <th scope="row">Redis</th>
            {states(health.redis)}
            <td className="number">–</td>
            <td className="number">–</td>
            <td className="number">–</td>
          </tr>
          {health.queues.map(({ name, workers, waiting, active }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {states(workers > 0)}
              <td className="number">{workers}</td>
              <td className="number">{waiting}</td>
              <td className="number">{active}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
