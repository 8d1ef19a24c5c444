import type { ControlFigure, ControlsAnswer } from '../../oversight/compliance/controls/answers.ts';
import type { ControlQuery, QueryState } from '../../oversight/compliance/controls/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { dateAndTime, duration } from '../design/times.ts';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { DECISION_WORDS } from '../words-of-referrals.ts';
import { CONTROL_WORDS, FIGURE_WORDS, QUERY_STATE_WORDS } from './words-of-controls.ts';

type OneStandard = ControlsAnswer['standards'][number];
type OneControl = OneStandard['controls'][number];

const LOOKS: { readonly [State in QueryState]: Omit<BadgeProps, 'word'> } = {
  good: { tone: 'good', icon: 'tick' },
  attention: { tone: 'caution', icon: 'warning' },
  figure: { tone: 'plain', icon: 'dash' },
};

/** Controls of standards, each with the tests, figures and documents that show it. */
export function Controls() {
  return (
    <Loaded<ControlsAnswer> path="/v1/compliance/controls" away={t('Figures may have changed.')}>
      {(answer) => (
        <>
          <Figures answer={answer} />
          <OversightPanel oversight={answer.oversight} />
          <section class="panel" aria-labelledby="controls-title">
            <h2 id="controls-title">{t('Controls of standards')}</h2>
            <p class="quiet">
              {t('The developers chose the tests and documents. No certification body has examined them.')}
            </p>
            {answer.standards.map((one) => (
              <details key={one.standard}>
                <summary>{one.title}</summary>
                <ControlTable one={one} figures={answer.figures} />
              </details>
            ))}
          </section>
        </>
      )}
    </Loaded>
  );
}

function Figures({ answer: { figures } }: { readonly answer: ControlsAnswer }) {
  return (
    <section class="panel" aria-labelledby="control-figures-title">
      <h2 id="control-figures-title">{t('Current figures')}</h2>
      <Table
        caption={t('Current figures')}
        columns={[t('Figure'), { head: t('Value ## of a figure'), isNumber: true }, t('Latest'), t('State')]}
      >
        {figures.map((one) => (
          <tr key={one.query}>
            <th scope="row">{FIGURE_WORDS[one.query]}</th>
            <td class="number">{one.count === null ? '–' : formatNumber(one.count)}</td>
            <td class="figures">{one.at === null ? '' : dateAndTime(one.at)}</td>
            <td>
              <FigureBadge one={one} />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

function FigureBadge({ one: { state } }: { readonly one: ControlFigure }) {
  return <Badge {...LOOKS[state]} word={QUERY_STATE_WORDS[state]} />;
}

function OversightPanel({ oversight }: Pick<ControlsAnswer, 'oversight'>) {
  const { decisions, admitted, byTwo, hasty, hastyWithinMs, medianMs, ninetiethMs, outcomes, since, isCut } = oversight;
  const facts: readonly (readonly [string, string])[] = [
    [t('Decisions about referred travellers'), formatNumber(decisions)],
    [t('Admitted although the lane had a doubt'), formatNumber(admitted)],
    [t('Decisions by two people'), formatNumber(byTwo)],
    [t('Decided within {time}', { time: duration(hastyWithinMs) }), formatNumber(hasty)],
    [t('Median time to the decision'), medianMs === null ? '–' : duration(medianMs)],
    [t('Nine of ten decided within'), ninetiethMs === null ? '–' : duration(ninetiethMs)],
  ];
  return (
    <section class="panel" aria-labelledby="oversight-title">
      <h2 id="oversight-title">{t('Human oversight')}</h2>
      <p class="quiet">
        {t('Decisions of people since {time}, without tests of attention. AI Act, Art. 14 and 26(2).', {
          time: dateAndTime(since),
        })}{' '}
        {isCut && t('Only the latest decisions are counted.')}
      </p>
      <dl class="breach-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="figures">{value}</dd>
          </div>
        ))}
        {outcomes
          .filter(({ count }) => count > 0)
          .map(({ outcome, count }) => (
            <div key={outcome}>
              <dt>{DECISION_WORDS[outcome]}</dt>
              <dd class="figures">{formatNumber(count)}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

interface ControlTableProps {
  readonly one: OneStandard;
  readonly figures: readonly ControlFigure[];
}

function ControlTable({ one: { title, controls }, figures }: ControlTableProps) {
  return (
    <Table caption={t('Controls of {standard}', { standard: title })} columns={[t('Control'), t('Shown by')]}>
      {controls.map((control) => (
        <tr key={control.id}>
          <th scope="row">
            {control.id}
            <br />
            <span class="quiet">{CONTROL_WORDS[control.subject]}</span>
          </th>
          <td>
            <Evidence control={control} figures={figures} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Evidence({ control, figures }: { readonly control: OneControl; readonly figures: readonly ControlFigure[] }) {
  const { tests, queries, documents } = control;
  const of = (query: ControlQuery) => figures.find((one) => one.query === query);
  return (
    <ul>
      {tests.map((path) => (
        <li key={path}>
          {t('Test ## of a control')} <span class="digest">{path}</span>
        </li>
      ))}
      {queries.map((query) => {
        const found = of(query);
        return (
          <li key={query}>
            {FIGURE_WORDS[query]}: {found?.count === null || found === undefined ? '–' : formatNumber(found.count)}{' '}
            {found !== undefined && <FigureBadge one={found} />}
          </li>
        );
      })}
      {documents.map(({ path, dated, expires, isExpired }) => (
        <li key={path}>
          {t('Document ## of a control')} <span class="digest">{path}</span>{' '}
          {t('read on {day}, again by {next}', { day: dated, next: expires })}{' '}
          {isExpired && <Badge tone="bad" icon="warning" word={t('overdue ## document')} />}
        </li>
      ))}
    </ul>
  );
}
