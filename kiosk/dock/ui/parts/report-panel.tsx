import { Badge, type BadgeProps } from '../../../../server/console/design/badge.tsx';
import type { DockView, ReportView } from '../model/dock-view.ts';
import { OUTCOME_WORDS, PASSAGE_WORDS, REPORT_WORDS, spelled } from '../words.ts';

export function ReportPanel({ view }: { view: DockView }) {
  return (
    <section class="panel" aria-labelledby="reports-heading">
      <h2 id="reports-heading">Last reports</h2>
      <p class="quiet">
        What the lane told its server: results, never a picture. More of each on the{' '}
        <a href={view.consoleUrl} target="_blank" rel="noopener noreferrer">
          officers’ console
        </a>
        .
      </p>
      {view.lastReports.length === 0 ? (
        <p class="empty">None yet.</p>
      ) : (
        <ol class="reports">
          {view.lastReports.map((report) => (
            <li key={report.sequence}>
              <span class="figures quiet">{report.sequence}</span>
              <Badge {...looks(report)} />
              <span>{(report.reasons ?? []).map(spelled).join(', ')}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function looks({ kind, outcome, passage }: ReportView): BadgeProps {
  if (passage !== undefined) {
    const one = passage === 'one-person';
    return { tone: one ? 'good' : 'caution', icon: one ? 'tick' : 'warning', word: PASSAGE_WORDS[passage] };
  }
  if (outcome === undefined) return { tone: 'plain', icon: 'dash', word: REPORT_WORDS[kind] };
  switch (outcome) {
    case 'cleared':
      return { tone: 'good', icon: 'tick', word: OUTCOME_WORDS.cleared };
    case 'referred':
      return { tone: 'caution', icon: 'arrow', word: OUTCOME_WORDS.referred };
    case 'refused':
    case 'abandoned':
    case 'resolved-by-officer':
      return { tone: 'plain', icon: 'dash', word: OUTCOME_WORDS[outcome] };
  }
}
