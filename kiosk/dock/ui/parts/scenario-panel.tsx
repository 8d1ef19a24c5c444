import { Badge, type BadgeProps } from '../../../../server/ui/design/badge.tsx';
import type { DockModel } from '../model/dock-model.ts';
import type { DockView } from '../model/dock-view.ts';
import { resultOf, type ScenarioResult } from '../model/scenario-result.ts';

const VERDICTS: { readonly [Word in ScenarioResult['verdict']]: BadgeProps } = {
  running: { tone: 'note', icon: 'wait', word: 'Running' },
  'as-expected': { tone: 'good', icon: 'tick', word: 'As expected' },
  different: { tone: 'bad', icon: 'cross', word: 'Not as expected' },
};

/** The scenario that was played last: its expected result beside the actual one. */
export function ScenarioPanel({ model, view }: { model: DockModel; view: DockView }) {
  const run = model.run.value;
  const result = run && resultOf(run, view.lastReports, model.lane.value?.phase ?? view.lane.phase);
  return (
    <section class="panel scenario-panel" aria-labelledby="result-heading" aria-live="polite">
      <div class="panel-head">
        <h2 id="result-heading">{run === undefined ? 'Result' : run.scenario.name}</h2>
        {result !== undefined && <Badge {...VERDICTS[result.verdict]} />}
      </div>
      {result === undefined ? (
        <p class="quiet">Play a scenario: its expected and its actual result appear here.</p>
      ) : (
        <table class="result">
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">Part</span>
              </th>
              <th scope="col">Expected</th>
              <th scope="col">Actual</th>
            </tr>
          </thead>
          <tbody>
            {result.rows.map(({ name, expected, actual, agrees }) => (
              <tr key={name} class={actual === undefined ? 'open' : agrees ? 'agrees' : 'differs'}>
                <th scope="row">{name}</th>
                <td>{expected}</td>
                <td>{actual === undefined ? '…' : `${agrees ? '✓' : '✗'} ${actual}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
