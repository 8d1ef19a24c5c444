import { Badge, type BadgeProps } from '../../../../server/console/design/badge.tsx';
import { Banner } from '../../../../server/console/design/banner.tsx';
import type { DockModel } from '../model/dock-model.ts';
import type { DockView } from '../model/dock-view.ts';
import { resultOf, type ScenarioResult } from '../model/scenario-result.ts';

const VERDICTS: { readonly [Word in ScenarioResult['verdict']]: BadgeProps } = {
  preparing: { tone: 'note', icon: 'wait', word: 'Getting ready' },
  running: { tone: 'note', icon: 'wait', word: 'Running' },
  'as-expected': { tone: 'good', icon: 'tick', word: 'As expected' },
  'attack-cleared': { tone: 'caution', icon: 'warning', word: 'Attack cleared' },
  stopped: { tone: 'bad', icon: 'warning', word: 'Ended without a result' },
  different: { tone: 'bad', icon: 'cross', word: 'Not as expected' },
};

/** The scenario that was played last: its expected result beside the actual one. */
export function ScenarioPanel({ model, view }: { model: DockModel; view: DockView }) {
  const run = model.run.value;
  const result = run && resultOf(run, view);
  return (
    <section class="panel scenario-panel" aria-labelledby="result-heading" aria-live="polite">
      <div class="panel-head">
        <h2 id="result-heading">{run === undefined ? 'Result' : run.scenario.name}</h2>
        {result !== undefined && <Badge {...VERDICTS[result.verdict]} />}
      </div>
      {result === undefined ? (
        <p class="quiet">Play a scenario: its expected and its actual result appear here.</p>
      ) : (
        <>
          {result.note !== undefined && (
            <Banner tone={VERDICTS[result.verdict].tone} icon={VERDICTS[result.verdict].icon}>
              {result.note}
            </Banner>
          )}
          <ResultTable result={result} />
        </>
      )}
    </section>
  );
}

function ResultTable({ result: { rows, verdict } }: { result: ScenarioResult }) {
  const isCaution = verdict === 'attack-cleared';
  const open = verdict === 'stopped' ? 'No result' : '…';
  return (
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
        {rows.map(({ name, expected, actual, agrees }) => (
          <tr
            key={name}
            class={actual === undefined ? 'open' : agrees ? (isCaution ? 'cautions' : 'agrees') : 'differs'}
          >
            <th scope="row">{name}</th>
            <td>{expected}</td>
            <td>{actual === undefined ? open : `${agrees ? (isCaution ? '!' : '✓') : '✗'} ${actual}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
