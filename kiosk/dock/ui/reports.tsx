import { Badge } from '../../../server/ui/design/badge.tsx';
import { type DockReport, state } from './dock-state.ts';

const inWords = (code: string): string => code.replaceAll('-', ' ');

/** What this lane has said about its travellers, newest first: all that the server will ever hold. */
export function Reports() {
  const current = state.value;
  if (current === undefined) return null;
  const { outbox, lastReports } = current;
  return (
    <section class="panel" aria-labelledby="reports">
      <h2 id="reports">Reports</h2>
      <p class="quiet" role="status">
        {outbox.undelivered === 0 ? 'Everything is delivered.' : `${outbox.undelivered} wait for the server.`}
      </p>
      {lastReports.length === 0 ? (
        <p>No traveller has come yet.</p>
      ) : (
        <ol class="reports">
          {lastReports.map((report) => (
            <li key={report.sequence}>
              <span class="figures">{report.sequence}</span>
              <span>{describe(report)}</span>
              <Badge {...(report.delivered ? DELIVERED : WAITING)} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

const DELIVERED = { tone: 'good', icon: 'tick', word: 'delivered' } as const;
const WAITING = { tone: 'caution', icon: 'wait', word: 'waiting' } as const;

function describe({ kind, outcome, reasons = [], passage }: DockReport): string {
  if (kind === 'passage') return `passage: ${inWords(passage ?? '')}`;
  return reasons.length === 0
    ? inWords(outcome ?? '')
    : `${inWords(outcome ?? '')}: ${reasons.map(inWords).join(', ')}`;
}
