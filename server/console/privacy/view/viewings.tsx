import { useSignal } from '@preact/signals';
import { Badge } from '../../design/badge.tsx';
import { StatePanel } from '../../design/state-panel.tsx';
import { dateAndTime } from '../../design/times.ts';
import type { ViewingPage, ViewingView } from '../../../privacy/answers/privacy.ts';
import { PURPOSE_WORDS } from '../../words-of-evidence.ts';
import { placeWords } from '../../lane-place.ts';
import { rich, t } from '../../languages/text.ts';
import { FollowedRow, type Opened, useOpened } from '../../records/followed-row.tsx';
import { Loaded } from '../../records/loaded.tsx';
import { Table } from '../../records/table.tsx';
import { Proof } from '../../records/proof.tsx';
import { ROLE_WORDS } from '../../words.ts';
import { awayWords, markWords } from '../words.ts';
import { RELATION_WORDS } from '../words-of-office.ts';

/** Viewings of evidence: officer, purpose, lane and time; marks; and the proofs of each viewing. */
export function Viewings() {
  const isOnlyMarked = useSignal(false);
  const officer = useSignal('');
  const opened = useOpened<number>();
  return (
    <Loaded<ViewingPage> path="/v1/privacy/viewings" away={awayWords()}>
      {({ viewings }) => {
        if (viewings.length === 0) {
          return (
            <StatePanel kind="empty" title={t('No one has viewed evidence in the last four weeks.')}>
              {t('Each viewing shows here with the officer, the purpose and the lane: by the lane’s signed report.')}
            </StatePanel>
          );
        }
        const officers = [...new Set(viewings.map((one) => one.officer ?? ''))].filter((one) => one !== '').sort();
        const shown = viewings.filter(
          (one) =>
            (!isOnlyMarked.value || one.marks.length > 0) && (officer.value === '' || one.officer === officer.value),
        );
        return (
          <section class="panel" aria-labelledby="viewings-title">
            <h2 id="viewings-title">{t('Viewings of evidence, four weeks')}</h2>
            <p class="quiet">
              {t(
                'A mark is a reason to ask. It compares an officer with colleagues and does not give the cause. Talk to the officer before you conclude.',
              )}
            </p>
            <div class="filters">
              <div class="field">
                <label for="viewing-officer">{t('Officer')}</label>
                <select
                  id="viewing-officer"
                  value={officer.value}
                  onChange={(event) => {
                    officer.value = event.currentTarget.value;
                  }}
                >
                  <option value="">{t('Every officer')}</option>
                  {officers.map((one) => (
                    <option key={one} value={one}>
                      {one}
                    </option>
                  ))}
                </select>
              </div>
              <button
                type="button"
                class="button"
                aria-pressed={isOnlyMarked.value}
                onClick={() => {
                  isOnlyMarked.value = !isOnlyMarked.value;
                }}
              >
                {t('Only marked viewings')}
              </button>
              <p role="status" class="quiet figures">
                {t('{shown} of {all}', { shown: shown.length, all: viewings.length })}
              </p>
            </div>
            {shown.length === 0 ? (
              <StatePanel kind="empty" title={t('No viewing matches.')} />
            ) : (
              <Table
                caption={t('Viewings of evidence')}
                columns={[t('When'), t('Officer'), t('Purpose'), t('Lane'), t('Marks'), t('Proof')]}
              >
                {shown.map((viewing) => (
                  <Line key={viewing.feedPosition} viewing={viewing} opened={opened} />
                ))}
              </Table>
            )}
          </section>
        );
      }}
    </Loaded>
  );
}

interface LineProps {
  readonly viewing: ViewingView;
  readonly opened: Opened<number>;
}

function Line({ viewing, opened }: LineProps) {
  const { at, officer, role, purpose, site, lane, marks, feedPosition: id } = viewing;
  const what = t('the viewing of {time} by {officer}', { time: dateAndTime(at), officer: officer ?? t('unknown') });
  return (
    <FollowedRow
      {...{ id, opened, columns: 6, verb: t('Follow'), what }}
      cells={
        <>
          <th scope="row" class="figures">
            {dateAndTime(at)}
          </th>
          <td>
            <bdi>{officer ?? t('unknown')}</bdi>
            {role !== null && `, ${ROLE_WORDS[role]}`}
          </td>
          <td>{purpose === null ? t('unknown') : PURPOSE_WORDS[purpose]}</td>
          <td>{placeWords({ site, lane })}</td>
          <td>
            <span class="badges">
              {marks.map((mark) => (
                <Badge key={mark.kind} tone="caution" icon="question" word={markWords(mark).short} />
              ))}
            </span>
          </td>
        </>
      }
    >
      <Walk viewing={viewing} />
    </FollowedRow>
  );
}

/** From a viewing to the permission behind it, and to the proofs of both. */
function Walk({ viewing }: { readonly viewing: ViewingView }) {
  const { marks, grant, grantedAt, officer, relation, at, refusal, feedPosition } = viewing;
  return (
    <>
      {marks.length > 0 && (
        <ul class="mark-list">
          {marks.map((mark) => (
            <li key={mark.kind}>
              <Badge tone="caution" icon="question" word={markWords(mark).short} />
              <p>{markWords(mark).why}</p>
            </li>
          ))}
        </ul>
      )}
      <ol class="walk">
        <li>
          <h3>{t('The permission')}</h3>
          {grantedAt === null ? (
            <p>{t('The server has no record of the permission that the lane answered.')}</p>
          ) : (
            <p>
              {rich('The server signed it for {officer} at {time}.', {
                officer: <bdi>{officer}</bdi>,
                time: dateAndTime(grantedAt),
              })}
              {relation !== null && ` ${t('Reason: {relation}.', { relation: RELATION_WORDS[relation] })}`}
            </p>
          )}
          <p>{rich('Its digest: {grant}', { grant: <span class="digest">{grant}</span> })}</p>
          <Proof what={t('the permission')} of={{ subject: `grant/${grant}` }} />
        </li>
        <li>
          <h3>{t('The viewing')}</h3>
          <p>
            {refusal === null
              ? t('The lane answered at {time} and released evidence to that officer’s browser.', {
                  time: dateAndTime(at),
                })
              : t('The lane answered at {time} and released nothing.', { time: dateAndTime(at) })}
          </p>
          <Proof what={t('the viewing')} of={{ subject: `viewing/${grant}` }} />
        </li>
        <li>
          <h3>{t('The lane’s report')}</h3>
          <p>{t('The lane signed it before it released the evidence. It is part of the lane’s chain of reports.')}</p>
          <Proof what={t('the report')} of={{ subject: `report/${feedPosition}` }} />
        </li>
      </ol>
    </>
  );
}
