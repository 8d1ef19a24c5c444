import { useSignal } from '@preact/signals';
import type { BreachEntries, BreachFile, OneBreach } from '../../oversight/compliance/breaches/answers.ts';
import {
  BREACH_OUTCOMES,
  type BreachOutcome,
  FACT_MEANINGS,
  type FactMeaning,
} from '../../oversight/compliance/breaches/vocabulary.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { digestOf, FileProof } from '../records/file-proof.tsx';
import { Loaded } from '../records/loaded.tsx';
import { Proof } from '../records/proof.tsx';
import { saveFile } from '../records/save-file.ts';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { act } from './act.ts';
import { AssessmentForm, AssessmentFacts } from './assessment.tsx';
import { Duties } from './duties.tsx';
import { NoBreachForm } from './decision-form.tsx';
import { MEANING_WORDS, OUTCOME_WORDS } from './words.ts';

const awayWords = () => t('Deadlines run on.');

/** A case: what it is about, what must be notified until when, and the work at it. */
export function BreachDetails({ id }: { readonly id: string }) {
  const path = `/v1/compliance/breaches/${id}`;
  const words = useSignal('');
  const digest = useSignal('');
  return (
    <Loaded<OneBreach> path={path} away={awayWords()}>
      {(one, { again }) => {
        const say = (said: string): void => {
          words.value = said;
          again();
        };
        const isOpen = one.breach.state === 'open';
        return (
          <div class="breach">
            <p role="status">{words.value}</p>
            <AssessmentFacts one={one} />
            <Duties one={one} path={path} onDone={say} />
            <Facts one={one} path={path} onDone={say} />
            {isOpen && mayAct('breach.handle') && <AssessmentForm one={one} path={path} onDone={say} />}
            {isOpen && mayAct('breach-decisions.propose') && <NoBreachForm id={id} onDone={say} />}
            <Decisions one={one} />
            <div class="filters">
              {isOpen && mayAct('breach.handle') && <CloseForm path={path} onDone={say} />}
              {mayAct('breach.export') && (
                <Button
                  label={t('Save the case with proofs')}
                  onPress={() => {
                    void save(path, id).then((saved) => {
                      digest.value = saved.digest;
                      say(saved.words);
                    });
                  }}
                />
              )}
            </div>
            {digest.value !== '' && <FileProof key={digest.value} digest={digest.value} />}
          </div>
        );
      }}
    </Loaded>
  );
}

interface WorkProps {
  readonly path: string;
  readonly onDone: (words: string) => void;
}

function Facts({ one, path, onDone }: WorkProps & { readonly one: OneBreach }) {
  const mayAdd = one.breach.state === 'open' && mayAct('breach.add-facts');
  return (
    <section aria-labelledby="breach-facts">
      <h3 id="breach-facts">{t('Facts ## of a breach')}</h3>
      {one.facts.length === 0 ? (
        <p class="quiet">{t('No entry of the ledger is part of this case yet.')}</p>
      ) : (
        <Table
          caption={t('Facts in the order of the ledger')}
          columns={[t('Entry in the ledger'), t('Type'), t('Meaning ## of a fact'), t('Added')]}
        >
          {one.facts.map((fact) => (
            <tr key={fact.id}>
              <th scope="row" class="figures">
                {fact.entry}
                {mayAct('ledger.browse') && (
                  <Proof what={t('entry {number}', { number: fact.entry })} of={{ index: fact.entry }} />
                )}
              </th>
              <td class="digest">{fact.type}</td>
              <td>{MEANING_WORDS[fact.meaning]}</td>
              <td>
                <span class="figures">{dateAndTime(fact.at)}</span> <bdi class="quiet">{fact.by}</bdi>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {mayAdd && <AddFact path={path} onDone={onDone} />}
    </section>
  );
}

/** Offers the alarms, exports and viewings since a month before; another entry is named by its index. */
function AddFact({ path, onDone }: WorkProps) {
  const entry = useSignal('');
  const meaning = useSignal<FactMeaning | null>(null);
  const send = async (): Promise<void> => {
    const body = { entry: Number(entry.value), meaning: meaning.value };
    onDone(await act(`${path}/facts`, body, t('The entry is part of the case.')));
  };
  return (
    <Loaded<BreachEntries> path={`${path}/entries`} away={awayWords()}>
      {({ entries }) => (
        <div class="filters">
          <div class="field">
            <label for="breach-entry">{t('Entry in the ledger')}</label>
            <input
              id="breach-entry"
              class="field-input"
              inputMode="numeric"
              list="breach-entries"
              value={entry.value}
              onInput={({ currentTarget }) => (entry.value = currentTarget.value)}
            />
            <datalist id="breach-entries">
              {entries.map((one) => (
                <option key={one.entry} value={String(one.entry)}>
                  {`${one.type} ${one.about}, ${dateAndTime(one.at)}`}
                </option>
              ))}
            </datalist>
          </div>
          <Select
            title={t('Meaning ## of a fact')}
            options={FACT_MEANINGS}
            words={MEANING_WORDS}
            chosen={meaning.value}
            onChoose={(one) => (meaning.value = one)}
          />
          {/^\d+$/.test(entry.value) && meaning.value !== null && (
            <Button label={t('Add the entry')} onPress={() => void send()} />
          )}
        </div>
      )}
    </Loaded>
  );
}

function Decisions({ one }: { readonly one: OneBreach }) {
  if (one.decisions.length === 0) return null;
  return (
    <section aria-labelledby="breach-decisions">
      <h3 id="breach-decisions">{t('Decisions of two people')}</h3>
      <ul>
        {one.decisions.map(({ id, about, reasons, proposedBy, approvedBy, approvedAt }) => (
          <li key={id}>
            {about === 'no-breach' ? OUTCOME_WORDS['no-breach'] : t('Decided not to notify')}.{' '}
            <span class="figures">{dateAndTime(approvedAt)}</span>{' '}
            <bdi class="quiet">{t('{proposer} and {approver}', { proposer: proposedBy, approver: approvedBy })}</bdi>
            <p class="typed">{reasons}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CloseForm({ path, onDone }: WorkProps) {
  const outcome = useSignal<BreachOutcome | null>(null);
  return (
    <>
      <Select
        title={t('Close with')}
        options={BREACH_OUTCOMES}
        words={OUTCOME_WORDS}
        chosen={outcome.value}
        onChoose={(one) => (outcome.value = one)}
      />
      {outcome.value !== null && (
        <Button
          label={t('Close the case')}
          onPress={() =>
            void act(path, { step: 'close', outcome: outcome.value }, t('The case is closed.')).then(onDone)
          }
        />
      )}
    </>
  );
}

/** Saves the bytes whose digest is in the ledger: the server makes the file in the same form. */
async function save(path: string, id: string): Promise<{ readonly words: string; readonly digest: string }> {
  const asked = await askProved<BreachFile>('POST', `${path}/file`);
  if (asked.kind !== 'answered') return { words: refusalWords(asked), digest: '' };
  const text = `${JSON.stringify(asked.value, null, 2)}\n`;
  saveFile(`postern-breach-${id}.json`, 'application/json', text);
  return {
    words: t('The case is saved, and the ledger has the digest of the file.'),
    digest: await digestOf(text),
  };
}
