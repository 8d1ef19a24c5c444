import { useSignal } from '@preact/signals';
import type { CaseFile, FindingView, OneCase, ResponseView } from '../../oversight/detection/answers.ts';
import {
  CASE_OUTCOMES,
  type CaseOutcome,
  type Escalation,
  ESCALATIONS,
  NOTE_CODES,
  type NoteCode,
} from '../../oversight/detection/vocabulary.ts';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { digestOf, FileProof } from '../records/file-proof.tsx';
import { saveFile } from '../records/save-file.ts';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { RESPONSE_WORDS } from '../words-of-detection.ts';
import { act } from './act.ts';
import { FindingFacts, FindingState } from './finding-facts.tsx';
import { Judgement } from './judgement.tsx';
import { RuleName } from './rule-name.tsx';
import { Said } from './said.tsx';
import { END_WORDS, ESCALATION_WORDS, NOTE_WORDS, OUTCOME_WORDS } from './words.ts';

/** Everything that happened in a case, with the facts of its findings, and what a person can do about it. */
export function CaseDetails({ shown, again }: { readonly shown: OneCase; readonly again: () => void }) {
  const said = useSignal({ words: '', takesFocus: false });
  const digest = useSignal('');
  const { id } = shown.case;
  /** @param isGone whether the control that caused it is gone */
  const say = (words: string, isGone = false): void => {
    said.value = { words, takesFocus: isGone };
    again();
  };
  return (
    <div class="case-details">
      <ol>
        {timeline(shown, (words) => say(words, true)).map(({ at, key, line }) => (
          <li key={key}>
            <span class="figures">{dateAndTime(at)}</span> <div>{line}</div>
          </li>
        ))}
      </ol>
      <Said {...said.value} />
      {shown.case.mayHandle && <CaseActs id={id} onDone={say} />}
      {mayAct('case.export') && (
        <Button
          label={t('Save the case with proofs')}
          onPress={() => {
            void save(id).then((saved) => {
              digest.value = saved.digest;
              say(saved.words);
            });
          }}
        />
      )}
      {digest.value !== '' && <FileProof key={digest.value} digest={digest.value} />}
    </div>
  );
}

/** A line of the timeline that opens to the facts of the finding, and to its judgement. */
function FindingOfCase({
  finding,
  onDone,
}: {
  readonly finding: FindingView;
  readonly onDone: (words: string) => void;
}) {
  const isOpen = useSignal(false);
  return (
    <details class="case-finding" onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
      <summary>
        <RuleName rule={finding.rule} /> <FindingState finding={finding} />
      </summary>
      {isOpen.value && (
        <div class="finding-open">
          <FindingFacts finding={finding} />
          {finding.mayJudge && <Judgement finding={finding} onDone={onDone} />}
        </div>
      )}
    </details>
  );
}

/** Pure: the lines, the oldest first. */
function timeline({ case: one, findings, notes, responses }: OneCase, onJudged: (words: string) => void) {
  const { escalatedAt, escalatedTo, escalatedBy, closedAt, closedBy, outcome } = one;
  return [
    ...findings.map((finding) => ({
      at: finding.at,
      key: finding.id,
      line: <FindingOfCase finding={finding} onDone={onJudged} />,
    })),
    ...responses.flatMap(responseLines),
    ...notes.map(({ at, code, by }) => ({
      at,
      key: `${at} ${code}`,
      line: (
        <>
          {NOTE_WORDS[code]} <bdi class="quiet">{by}</bdi>
        </>
      ),
    })),
    ...(escalatedAt === null || escalatedTo === null
      ? []
      : [
          {
            at: escalatedAt,
            key: 'escalated',
            line: (
              <>
                {t('Escalated to: {to}', { to: ESCALATION_WORDS[escalatedTo] })} <bdi class="quiet">{escalatedBy}</bdi>
              </>
            ),
          },
        ]),
    ...(closedAt === null || outcome === null
      ? []
      : [
          {
            at: closedAt,
            key: 'closed',
            line: (
              <>
                {t('Closed: {outcome}', { outcome: OUTCOME_WORDS[outcome] })} <bdi class="quiet">{closedBy}</bdi>
              </>
            ),
          },
        ]),
  ].sort((earlier, later) => earlier.at - later.at);
}

/** Pure: a response when it was proposed, confirmed, took effect and ended. */
function responseLines({ id, kind, proposedAt, atOnce, confirmedAt, confirmedBy, effectAt, ...rest }: ResponseView) {
  const { endedAt, endedBy, endedBecause } = rest;
  const response = RESPONSE_WORDS[kind];
  const steps = [
    { at: proposedAt, by: null, words: t('Proposed: {response}', { response }) },
    { at: confirmedAt, by: confirmedBy, words: t('Confirmed: {response}', { response }) },
    {
      at: effectAt,
      by: null,
      words: atOnce ? t('Started by policy: {response}', { response }) : t('In force: {response}', { response }),
    },
    {
      at: endedAt,
      by: endedBy,
      words: endedBecause === null ? '' : t('{end}: {response}', { end: END_WORDS[endedBecause], response }),
    },
  ];
  return steps.flatMap(({ at, by, words }, index) =>
    at === null
      ? []
      : [
          {
            at,
            key: `${id} ${index}`,
            line: (
              <>
                {words} {by !== null && <bdi class="quiet">{by}</bdi>}
              </>
            ),
          },
        ],
  );
}

function CaseActs({ id, onDone }: { readonly id: string; readonly onDone: (words: string, isGone?: boolean) => void }) {
  const note = useSignal<NoteCode | null>(null);
  const to = useSignal<Escalation | null>(null);
  const outcome = useSignal<CaseOutcome | null>(null);
  const send = (body: object, done: string, closes = false): void =>
    void act(`/v1/detection/cases/${id}`, body, done).then(({ words, isDone }) => onDone(words, isDone && closes));
  return (
    <div class="filters">
      <Select
        title={t('Note ## on a case')}
        options={NOTE_CODES}
        words={NOTE_WORDS}
        chosen={note.value}
        onChoose={(one) => (note.value = one)}
      />
      {note.value !== null && (
        <Button
          label={t('Add the note')}
          onPress={() => send({ step: 'note', code: note.value }, t('The note is recorded.'))}
        />
      )}
      <Select
        title={t('Escalate to')}
        options={ESCALATIONS}
        words={ESCALATION_WORDS}
        chosen={to.value}
        onChoose={(one) => (to.value = one)}
      />
      {to.value !== null && (
        <Button
          label={t('Escalate')}
          onPress={() => send({ step: 'escalate', to: to.value }, t('The escalation is recorded.'))}
        />
      )}
      <Select
        title={t('Close with')}
        options={CASE_OUTCOMES}
        words={OUTCOME_WORDS}
        chosen={outcome.value}
        onChoose={(one) => (outcome.value = one)}
      />
      {outcome.value !== null && (
        <Button
          label={t('Close the case')}
          onPress={() => send({ step: 'close', outcome: outcome.value }, t('The case is closed.'), true)}
        />
      )}
    </div>
  );
}

/** Saves the bytes whose digest is in the ledger: the server makes the file in the same form. */
async function save(id: string): Promise<{ readonly words: string; readonly digest: string }> {
  const asked = await askProved<CaseFile>('POST', `/v1/detection/cases/${id}/file`);
  if (asked.kind !== 'answered') return { words: refusalWords(asked), digest: '' };
  const text = `${JSON.stringify(asked.value, null, 2)}\n`;
  saveFile(`postern-case-${id}.json`, 'application/json', text);
  return {
    words: t('The case is saved, and the ledger has the digest of the file.'),
    digest: await digestOf(text),
  };
}
