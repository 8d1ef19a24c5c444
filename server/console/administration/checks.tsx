import { useSignal } from '@preact/signals';
import type {
  CheckTechnician,
  LaneReadiness,
  ReadinessHistory,
  ReadinessList,
  ReadinessRecordView,
} from '../../border/readiness/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { placeWords } from '../lane-place.ts';
import { plural, t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { saveFile } from '../records/save-file.ts';
import { Table } from '../records/table.tsx';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import type { Trouble } from '../sign-in/trouble.ts';
import { checkRefusalWords } from './words.ts';
import {
  CHECK_STATE_WORDS,
  DRIFT_WORDS,
  FAULT_WORDS,
  ITEM_RESULT_WORDS,
  ITEM_WORDS,
  RESULT_WORDS,
  valueWords,
} from './words-of-readiness.ts';

/** The readiness checks of lanes: approve one with the code that the lane shows, and read its record. */
export function Checks() {
  const opened = useOpened<string>();
  return (
    <Loaded<ReadinessList> path="/v1/readiness" away={t('Lanes continue without it.')}>
      {({ lanes }, list) => (
        <section class="panel" aria-labelledby="checks-title">
          <h2 id="checks-title">{t('Lane checks')}</h2>
          <p class="quiet">
            {t(
              'A technician checks a lane at the lane itself: postern-lane check. The lane then shows a code, which is typed here.',
            )}
          </p>
          {lanes.length === 0 ? (
            <StatePanel kind="empty" title={t('No kiosk is enrolled yet.')} />
          ) : (
            <Table
              caption={t('Readiness checks of lanes')}
              columns={[t('Lane'), t('State'), t('Last check'), t('Technician'), t('Details')]}
            >
              {lanes.map((lane) => (
                <FollowedRow
                  key={lane.kioskId}
                  id={lane.kioskId}
                  opened={opened}
                  columns={5}
                  verb={lane.asksUntil !== null && mayAct('readiness.begin') ? t('Type code') : t('Show')}
                  what={placeWords(lane)}
                  cells={<Cells lane={lane} />}
                >
                  {lane.asksUntil !== null && mayAct('readiness.begin') && (
                    <ApproveForm kioskId={lane.kioskId} until={lane.asksUntil} onDone={list.again} />
                  )}
                  {lane.last === null ? (
                    <p class="quiet">{t('No check of this lane is recorded yet.')}</p>
                  ) : (
                    <Record record={lane.last} kioskId={lane.kioskId} />
                  )}
                </FollowedRow>
              ))}
            </Table>
          )}
        </section>
      )}
    </Loaded>
  );
}

function Cells({ lane }: { readonly lane: LaneReadiness }) {
  const { kioskId, check, drifts, asksUntil, last } = lane;
  return (
    <>
      <th scope="row">
        <bdi>{placeWords(lane)}</bdi>
        <span class="kiosk-name digest">{kioskId}</span>
      </th>
      <td>
        <span class="badges">
          {asksUntil !== null && <Badge tone="note" icon="question" word={t('Asks for approval')} />}
          {check !== null && (
            <Badge
              tone={check === 'running' ? 'caution' : 'bad'}
              icon={check === 'running' ? 'wait' : 'cross'}
              word={CHECK_STATE_WORDS[check]}
            />
          )}
          {drifts.length > 0 && <Badge tone="caution" icon="warning" word={t('Differs from its calibration')} />}
        </span>
        {drifts.length > 0 && <span class="kiosk-name quiet">{drifts.map((one) => DRIFT_WORDS[one]).join(', ')}</span>}
      </td>
      <td class="figures">
        {last === null ? (
          t('never')
        ) : (
          <>
            {dateAndTime(last.receivedAt)}
            <span class="kiosk-name">{RESULT_WORDS[last.report.result]}</span>
          </>
        )}
      </td>
      <td>{last === null ? '' : technicianWords(last.technician)}</td>
    </>
  );
}

function technicianWords(technician: CheckTechnician): string {
  switch (technician.kind) {
    case 'known':
      return technician.id;
    case 'not-signed-in':
      return t('not signed in: the lane could not reach the server');
    case 'erased':
      return t('erased after the retention time');
    case 'unapproved':
      return t('the approval is not from this server');
  }
}

interface ApproveProps {
  readonly kioskId: string;
  readonly until: number;
  readonly onDone: () => void;
}

function ApproveForm({ kioskId, until, onDone }: ApproveProps) {
  const code = useSignal('');
  const send = async (): Promise<Trouble | undefined> => {
    const asked = await askProved('POST', `/v1/readiness/${kioskId}/approval`, { code: code.value });
    if (asked.kind === 'refused') return { words: checkRefusalWords(asked), waitS: asked.retryAfterS };
    announce(t('The check of {kioskId} may begin.', { kioskId }));
    code.value = '';
    onDone();
    return undefined;
  };
  return (
    <Form send={t('Begin the check in my name')} sending={t('Sending…')} onSend={send}>
      <div class="field">
        <label for="check-code">{t('Code that the lane shows')}</label>
        <input
          id="check-code"
          class="digest"
          type="text"
          autocomplete="off"
          spellcheck={false}
          maxLength={20}
          required
          value={code.value}
          onInput={({ currentTarget }) => (code.value = currentTarget.value)}
        />
        <p class="quiet">{t('The lane shows it until {time}.', { time: dateAndTime(until) })}</p>
      </div>
    </Form>
  );
}

function Record({ record, kioskId }: { readonly record: ReadinessRecordView; readonly kioskId: string }) {
  const { report, receivedAt } = record;
  const { result, service, items, values, openings, calibration } = report;
  return (
    <div class="check-record">
      <h3>{t('Readiness record of {time}', { time: dateAndTime(receivedAt) })}</h3>
      <p>
        {RESULT_WORDS[result]}.{' '}
        {service === 'returned' ? t('The lane was returned to service.') : t('The lane stayed out of service.')}{' '}
        {plural(openings, 'The gate was opened once.', 'The gate was opened {count} times.')}{' '}
        {calibration === undefined
          ? t('The site is not calibrated.')
          : t('Calibration {version} of {time}, camera at {height} mm.', {
              version: String(calibration.version),
              time: dateAndTime(calibration.at),
              height: String(calibration.cameraHeightMm),
            })}
      </p>
      <Table caption={t('Items of the check')} columns={[t('Item'), t('Result')]}>
        {items.map(({ name, result: itemResult, fault }) => (
          <tr key={name}>
            <th scope="row">{ITEM_WORDS[name]}</th>
            <td>
              {ITEM_RESULT_WORDS[itemResult]}
              {fault !== undefined && `: ${FAULT_WORDS[fault]}`}
            </td>
          </tr>
        ))}
      </Table>
      <ul class="check-values figures">
        {valueWords(values).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <div class="choices">
        <Button label={t('Print')} onPress={() => window.print()} />
        <SignedRecords kioskId={kioskId} />
      </div>
    </div>
  );
}

/** The signed bytes with the keys to verify them, as one file. */
function SignedRecords({ kioskId }: { readonly kioskId: string }) {
  const words = useSignal('');
  const save = async () => {
    const asked = await askProved<ReadinessHistory>('GET', `/v1/readiness/${kioskId}`);
    if (asked.kind === 'refused') {
      words.value = checkRefusalWords(asked);
      return;
    }
    words.value = '';
    saveFile(`${kioskId}-readiness.json`, 'application/json', JSON.stringify(asked.value.records, null, 2));
  };
  return (
    <>
      <Button label={t('Save signed records')} onPress={() => void save()} />
      <span role="status">{words.value}</span>
    </>
  );
}
