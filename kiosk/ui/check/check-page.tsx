/** The guided check: one task at a time, and below it every item with its result, its values and what to do. English only. */
import { useSignal } from '@preact/signals';
import { Badge } from '../../../server/ui/design/badge.tsx';
import { Button } from '../../../server/ui/design/button.tsx';
import type { Answer } from '../../readiness/check-item.ts';
import type { PageState } from '../../readiness/check-page.ts';
import type { ItemView } from '../../readiness/check-view.ts';
import type { CheckModel } from './check-model.ts';
import { CheckLight } from './check-light.tsx';

export function CheckPage({ model }: { readonly model: CheckModel }) {
  const state = model.state.value;
  if (state === null || !model.isConnected.value) return <Away hasBeen={state !== null} />;
  if (state.light !== undefined && state.isOnScreen) return <CheckLight shown={state.light} model={model} />;
  return (
    <div class="check">
      <header class="check-head">
        <h1>Readiness check of lane {state.kioskId}</h1>
        <StateBadge state={state} />
      </header>
      <main class="check-main">
        <section class="check-task" aria-live="polite" aria-label="Next step">
          <Task state={state} model={model} />
          {model.wasRefused.value && <p class="tone-caution">That is not possible now.</p>}
        </section>
        {(state.phase === 'running' || state.phase === 'deciding') && <Items state={state} model={model} />}
      </main>
    </div>
  );
}

function Away({ hasBeen }: { readonly hasBeen: boolean }) {
  return (
    <div class="check check-away" role="status">
      <h1>{hasBeen ? 'The lane does not answer' : 'Connecting to the lane'}</h1>
      <p>
        If this stays, the page was closed or the lane was restarted. A check that did not end leaves the lane out of
        service. Open a new page with <code>postern-lane check page</code>, or show the traveller’s screen again with{' '}
        <code>systemctl restart postern-screen</code>.
      </p>
    </div>
  );
}

function StateBadge({ state: { state } }: { readonly state: PageState }) {
  switch (state) {
    case 'running':
      return <Badge tone="caution" icon="wait" word="Out of service: check" />;
    case 'unfinished':
      return <Badge tone="bad" icon="cross" word="Out of service: the last check did not end" />;
    case 'failed':
      return <Badge tone="bad" icon="cross" word="Out of service: the last check was not passed" />;
    case undefined:
      return <Badge tone="plain" icon="dash" word="No check runs" />;
  }
}

interface PartProps {
  readonly state: PageState;
  readonly model: CheckModel;
}

function Task({ state, model }: PartProps) {
  switch (state.phase) {
    case 'none':
      return <Begin state={state} model={model} />;
    case 'signing-in':
      return <SignIn state={state} model={model} />;
    case 'closing':
      return (
        <>
          <h2>Waiting for the lane</h2>
          <p>The lane serves its last traveller. Then it goes out of service.</p>
          <Stop model={model} />
        </>
      );
    case 'running':
      return <Running state={state} model={model} />;
    case 'deciding':
      return <Decide state={state} model={model} />;
  }
}

function Begin({ state: { ended, signIn }, model }: PartProps) {
  return (
    <>
      {ended !== undefined && (
        <p class={ended.result === 'ready' ? 'check-note tone-good' : 'check-note tone-bad'}>
          The check is over: {ended.result.replace('-', ' ')}. The lane{' '}
          {ended.service === 'returned' ? 'serves again' : 'stays out of service'}. Print the record with{' '}
          <code>postern-lane check record</code>.
        </p>
      )}
      {signIn === 'declined' && <p class="check-note tone-bad">The code was typed wrongly too often. Begin again.</p>}
      {signIn === 'expired' && <p class="check-note tone-caution">No one typed the code in time. Begin again.</p>}
      <h2>Begin a check</h2>
      <p>
        You need a passport with a chip and about ten minutes. The lane goes out of service, and its gate opens during
        the check. No picture, document or finger is kept.
      </p>
      <div class="check-actions">
        <Button label="Begin" weight="main" onPress={() => model.send({ kind: 'begin' })} />
      </div>
    </>
  );
}

function SignIn({ state: { code, signIn }, model }: PartProps) {
  return (
    <>
      <h2>Sign in at the console</h2>
      <p>Type this code on your own device: Administration, Lane checks, this lane.</p>
      <p class="check-code" aria-label="Code">
        {code}
      </p>
      {signIn === 'unreachable' && (
        <p class="check-note tone-caution">
          The server does not answer. You may begin without a sign-in; the record then names no technician.
        </p>
      )}
      <div class="check-actions">
        {signIn === 'unreachable' && (
          <Button label="Begin without a sign-in" onPress={() => model.send({ kind: 'without-server' })} />
        )}
        <Stop model={model} />
      </div>
    </>
  );
}

const ANSWER_WORDS: { readonly [One in Answer]: string } = { go: 'Go', yes: 'Yes', no: 'No', skip: 'Skip' };

function Running({ state: { question, progress, items }, model }: PartProps) {
  const item = items.find(({ result }) => result === 'running');
  return (
    <>
      <h2>{item?.title ?? 'One moment'}</h2>
      <p class="check-instruction">{question?.text ?? progress ?? 'Testing…'}</p>
      <div class="check-actions">
        {question?.answers.map((answer) => (
          <Button
            key={answer}
            label={ANSWER_WORDS[answer]}
            {...((answer === 'go' || answer === 'yes') && { weight: 'main' as const })}
            onPress={() => model.send({ kind: 'answer', number: question.number, answer })}
          />
        ))}
        <Stop model={model} />
      </div>
    </>
  );
}

function Stop({ model }: { readonly model: CheckModel }) {
  return <Button label="Stop the check" weight="grave" onPress={() => model.send({ kind: 'stop' })} />;
}

function Decide({ state: { mayReturn, drifts, calibration, items }, model }: PartProps) {
  const failed = items.filter(({ result }) => result === 'failed').length;
  return (
    <>
      <h2>
        {failed === 0 ? 'Every item that was tried passed' : `${failed} ${failed === 1 ? 'item' : 'items'} failed`}
      </h2>
      <p>
        {mayReturn
          ? 'Repeat items below, calibrate, or finish. The record is signed and sent to the server.'
          : 'A fault below must be corrected before the lane can serve. Repeat the item then.'}
      </p>
      {drifts.length > 0 && (
        <p class="check-note tone-caution">
          Differs from calibration {calibration?.version}: {drifts.join(', ')}.
        </p>
      )}
      <Calibrate calibration={calibration} model={model} />
      <div class="check-actions">
        {mayReturn && (
          <Button
            label="Finish, and return to service"
            weight="main"
            onPress={() => model.send({ kind: 'finish', service: 'returned' })}
          />
        )}
        <Button label="Finish, and stay closed" onPress={() => model.send({ kind: 'finish', service: 'closed' })} />
        <Stop model={model} />
      </div>
    </>
  );
}

function Calibrate({
  calibration,
  model,
}: {
  readonly calibration: PageState['calibration'];
  readonly model: CheckModel;
}) {
  const height = useSignal(String(calibration?.cameraHeightMm ?? ''));
  const heightMm = Number(height.value);
  const isValid = Number.isInteger(heightMm) && heightMm >= 300 && heightMm <= 3_000;
  return (
    <div class="check-calibrate">
      <label for="height">Height of the lens above the floor, mm (300 to 3000)</label>
      <input
        id="height"
        type="text"
        inputMode="numeric"
        value={height.value}
        onInput={({ currentTarget }) => (height.value = currentTarget.value.trim())}
      />
      <Button
        label={calibration === undefined ? 'Calibrate with these values' : `Replace calibration ${calibration.version}`}
        busy={!isValid}
        onPress={() => model.send({ kind: 'calibrate', cameraHeightMm: heightMm })}
      />
    </div>
  );
}

function Items({ state: { items, phase }, model }: PartProps) {
  return (
    <section class="check-items" aria-label="Items">
      <ol>
        {items.map((item) => (
          <Item key={item.name} item={item} mayRepeat={phase === 'deciding'} model={model} />
        ))}
      </ol>
    </section>
  );
}

const LOOKS = {
  waiting: { tone: 'plain', icon: 'dash', word: 'Waiting' },
  running: { tone: 'note', icon: 'wait', word: 'Now' },
  passed: { tone: 'good', icon: 'tick', word: 'Passed' },
  failed: { tone: 'bad', icon: 'cross', word: 'Failed' },
  skipped: { tone: 'caution', icon: 'question', word: 'Skipped' },
  'not-fitted': { tone: 'plain', icon: 'dash', word: 'Not fitted' },
} as const;

interface ItemProps {
  readonly item: ItemView;
  readonly mayRepeat: boolean;
  readonly model: CheckModel;
}

function Item({ item, mayRepeat, model }: ItemProps) {
  const { name, title, result, values, cause, nextStep, isVital } = item;
  return (
    <li class="check-item" data-item={name}>
      <span class="check-title">{title}</span>
      <Badge {...LOOKS[result]} />
      {mayRepeat && result !== 'not-fitted' && (
        <Button label="Again" onPress={() => model.send({ kind: 'again', item: name })} />
      )}
      {values.length > 0 && <p class="check-values figures quiet">{values.join(' · ')}</p>}
      {cause !== undefined && (
        <p class="check-advice">
          <strong>{cause}</strong> {nextStep}
          {isVital && ' The lane cannot serve with this fault.'}
        </p>
      )}
    </li>
  );
}
