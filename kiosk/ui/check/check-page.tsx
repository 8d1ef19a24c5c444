/** The guided check: one task at a time, and below it every item with its result, its values and what to do. */
import { useSignal } from '@preact/signals';
import { Badge } from '../../../server/console/design/badge.tsx';
import { Banner } from '../../../server/console/design/banner.tsx';
import { Button } from '../../../server/console/design/button.tsx';
import type { PageState } from '../../main/readiness/check-page.ts';
import type { ItemView } from '../../main/readiness/check-view.ts';
import type { CheckModel } from './check-model.ts';
import { CheckLight } from './check-light.tsx';
import { PAGE_LANGUAGES, PAGE_WORDS, type PageWords } from './words.ts';

export function CheckPage({ model }: { readonly model: CheckModel }) {
  const state = model.state.value;
  if (state === null || !model.isConnected.value) return <Away hasBeen={state !== null} model={model} />;
  if (state.light !== undefined && state.isOnScreen) return <CheckLight shown={state.light} model={model} />;
  const words = wordsOf(model);
  return (
    <div class="check">
      {state.isRehearsal && (
        <Banner tone="caution" icon="warning">
          {words.rehearsal}
        </Banner>
      )}
      <header class="check-head">
        <h1>{words.title.replace('{lane}', state.kioskId)}</h1>
        <StateBadge state={state} model={model} />
        <Languages model={model} />
      </header>
      <main class="check-main">
        <section class="check-task" aria-live="polite" aria-label={words.nextStep}>
          <Task state={state} model={model} />
          {model.wasRefused.value && <p class="tone-caution">{words.refused}</p>}
        </section>
        {(state.phase === 'running' || state.phase === 'deciding') && <Items state={state} model={model} />}
      </main>
    </div>
  );
}

function wordsOf({ language }: CheckModel) {
  return PAGE_WORDS[language.value];
}

function Languages({ model }: { readonly model: CheckModel }) {
  return (
    <div class="check-languages">
      {PAGE_LANGUAGES.map((one) => (
        <span key={one} lang={one}>
          <Button
            label={PAGE_WORDS[one].language}
            pressed={model.language.value === one}
            onPress={() => model.speak(one)}
          />
        </span>
      ))}
    </div>
  );
}

/** A sentence whose `{name}` is a command. */
function WithCommands({
  text,
  commands,
}: {
  readonly text: string;
  readonly commands: Readonly<Record<string, string>>;
}) {
  return (
    <>{text.split(/\{(\w+)\}/).map((part, at) => (at % 2 === 0 ? part : <code key={part}>{commands[part]}</code>))}</>
  );
}

const AWAY_COMMANDS = { page: 'postern-lane check page', screen: 'systemctl restart postern-screen' };

function Away({ hasBeen, model }: { readonly hasBeen: boolean; readonly model: CheckModel }) {
  const words = wordsOf(model);
  return (
    <div class="check check-away" role="status">
      <h1>{hasBeen ? words.silent : words.connecting}</h1>
      <p>
        <WithCommands text={words.away} commands={AWAY_COMMANDS} />
      </p>
    </div>
  );
}

const STATE_LOOKS = {
  running: { tone: 'caution', icon: 'wait' },
  unfinished: { tone: 'bad', icon: 'cross' },
  failed: { tone: 'bad', icon: 'cross' },
  none: { tone: 'plain', icon: 'dash' },
} as const;

function StateBadge({ state: { state }, model }: PartProps) {
  const known = state ?? 'none';
  return <Badge {...STATE_LOOKS[known]} word={wordsOf(model).states[known]} />;
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
          <h2>{wordsOf(model).waiting}</h2>
          <p>{wordsOf(model).waitingForLane}</p>
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
  const words = wordsOf(model);
  return (
    <>
      {ended !== undefined && (
        <p class={ended.result === 'ready' ? 'check-note tone-good' : 'check-note tone-bad'}>
          {words.over.replace('{result}', words.results[ended.result])}{' '}
          {ended.service === 'returned' ? words.servesAgain : words.staysClosed}{' '}
          <WithCommands text={words.print} commands={{ record: 'postern-lane check record' }} />
        </p>
      )}
      {signIn === 'declined' && <p class="check-note tone-bad">{words.declined}</p>}
      {signIn === 'expired' && <p class="check-note tone-caution">{words.expired}</p>}
      <h2>{words.beginTitle}</h2>
      <p>{words.beginNote}</p>
      <div class="check-actions">
        <Button label={words.begin} weight="main" onPress={() => model.send({ kind: 'begin' })} />
      </div>
    </>
  );
}

function SignIn({ state: { code, signIn }, model }: PartProps) {
  const words = wordsOf(model);
  return (
    <>
      <h2>{words.signIn}</h2>
      <p>{words.typeCode}</p>
      <p class="check-code" aria-label={words.code}>
        {code}
      </p>
      {signIn === 'unreachable' && <p class="check-note tone-caution">{words.unreachable}</p>}
      <div class="check-actions">
        {signIn === 'unreachable' && (
          <Button label={words.withoutSignIn} onPress={() => model.send({ kind: 'without-server' })} />
        )}
        <Stop model={model} />
      </div>
    </>
  );
}

function Running({ state: { question, progress, items }, model }: PartProps) {
  const words = wordsOf(model);
  const item = items.find(({ result }) => result === 'running');
  return (
    <>
      <h2>{item?.title ?? words.oneMoment}</h2>
      <p class="check-instruction">{question?.text ?? progress ?? words.testing}</p>
      <div class="check-actions">
        {question?.answers.map((answer) => (
          <Button
            key={answer}
            label={words.answers[answer]}
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
  return <Button label={wordsOf(model).stop} weight="grave" onPress={() => model.send({ kind: 'stop' })} />;
}

function Decide({ state: { mayReturn, drifts, calibration, items }, model }: PartProps) {
  const words = wordsOf(model);
  const failed = items.filter(({ result }) => result === 'failed').length;
  return (
    <>
      <h2>{headOf(words, failed)}</h2>
      <p>{mayReturn ? words.mayReturn : words.mayNotReturn}</p>
      {drifts.length > 0 && (
        <p class="check-note tone-caution">
          {words.differs.replace('{version}', String(calibration?.version)).replace('{drifts}', drifts.join(', '))}
        </p>
      )}
      <Calibrate calibration={calibration} model={model} />
      <div class="check-actions">
        {mayReturn && (
          <Button
            label={words.finishReturned}
            weight="main"
            onPress={() => model.send({ kind: 'finish', service: 'returned' })}
          />
        )}
        <Button label={words.finishClosed} onPress={() => model.send({ kind: 'finish', service: 'closed' })} />
        <Stop model={model} />
      </div>
    </>
  );
}

function headOf({ allPassed, oneFailed, moreFailed }: PageWords, failed: number): string {
  if (failed === 0) return allPassed;
  return failed === 1 ? oneFailed : moreFailed.replace('{count}', String(failed));
}

function Calibrate({
  calibration,
  model,
}: {
  readonly calibration: PageState['calibration'];
  readonly model: CheckModel;
}) {
  const words = wordsOf(model);
  const height = useSignal(String(calibration?.cameraHeightMm ?? ''));
  const heightMm = Number(height.value);
  const isValid = Number.isInteger(heightMm) && heightMm >= 300 && heightMm <= 3_000;
  return (
    <div class="check-calibrate">
      <label for="height">{words.height}</label>
      <input
        id="height"
        type="text"
        inputMode="numeric"
        value={height.value}
        onInput={({ currentTarget }) => (height.value = currentTarget.value.trim())}
      />
      <Button
        label={
          calibration === undefined
            ? words.calibrate
            : words.replaceCalibration.replace('{version}', String(calibration.version))
        }
        busy={!isValid}
        onPress={() => model.send({ kind: 'calibrate', cameraHeightMm: heightMm })}
      />
    </div>
  );
}

function Items({ state: { items, phase }, model }: PartProps) {
  return (
    <section class="check-items" aria-label={wordsOf(model).items}>
      <ol>
        {items.map((item) => (
          <Item key={item.name} item={item} mayRepeat={phase === 'deciding'} model={model} />
        ))}
      </ol>
    </section>
  );
}

const LOOKS = {
  waiting: { tone: 'plain', icon: 'dash' },
  running: { tone: 'note', icon: 'wait' },
  passed: { tone: 'good', icon: 'tick' },
  failed: { tone: 'bad', icon: 'cross' },
  skipped: { tone: 'caution', icon: 'question' },
  'not-fitted': { tone: 'plain', icon: 'dash' },
} as const;

interface ItemProps {
  readonly item: ItemView;
  readonly mayRepeat: boolean;
  readonly model: CheckModel;
}

function Item({ item, mayRepeat, model }: ItemProps) {
  const { name, title, result, values, cause, nextStep, isVital } = item;
  const words = wordsOf(model);
  return (
    <li class="check-item" data-item={name}>
      <span class="check-title">{title}</span>
      <Badge {...LOOKS[result]} word={words.itemResults[result]} />
      {mayRepeat && result !== 'not-fitted' && (
        <Button label={words.again} onPress={() => model.send({ kind: 'again', item: name })} />
      )}
      {values.length > 0 && <p class="check-values figures quiet">{values.join(' · ')}</p>}
      {cause !== undefined && (
        <p class="check-advice">
          <strong>{cause}</strong> {nextStep}
          {isVital && ` ${words.vital}`}
        </p>
      )}
    </li>
  );
}
