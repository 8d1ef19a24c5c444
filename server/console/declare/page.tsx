import '../design/button.css';
import '../design/panel.css';
import { useEffect, useRef } from 'preact/hooks';
import type { GoodsRule } from '../../contract/rules/questions.ts';
import type { TravellerQuestions } from '../../goods/declaration-codes/answers.ts';
import { Button } from '../design/button.tsx';
import '../design/field.css';
import { ownDateAndTime } from '../design/times.ts';
import { LanguageSelect } from '../languages/language-select.tsx';
import { rich, t } from '../languages/text.ts';
import { BrandName } from '../shell/brand-name.tsx';
import { isRehearsal } from '../shell/brand.ts';
import { RehearsalBanner } from '../shell/rehearsal-banner.tsx';
import { QrPicture } from '../sign-in/qr-picture.tsx';
import { amountText, codedAmount, type Counted } from './amounts.ts';
import {
  askForCode,
  change,
  type Code,
  code,
  currency,
  loadQuestions,
  questions,
  startAgain,
  tick,
  ticked,
  type,
  wrong,
} from './state.ts';
import { amountLabel, currencyName, FAILURES, KINDS } from './words.ts';
import './page.css';

/** The customs questions of a lane, answered on the traveller's phone. */
export function DeclarePage() {
  return (
    <>
      <header class="declare-head">
        {isRehearsal.value && <RehearsalBanner />}
        <div class="declare-tools">
          <BrandName />
          <LanguageSelect />
        </div>
        <h1>{t('Customs questions')}</h1>
      </header>
      <main class="declare-main">
        <Body />
      </main>
    </>
  );
}

function Body() {
  const loaded = questions.value;
  const made = code.value;
  switch (loaded.kind) {
    case 'loading':
      return <p role="status">{t('Loading the questions')}</p>;
    case 'none':
      return <p>{t('You cannot answer in advance here. You will be asked at the gate.')}</p>;
    case 'failed':
      return (
        <div role="alert" class="declare-stack">
          <p>{t('The questions cannot be loaded. You can also answer at the gate.')}</p>
          <Button label={t('Load the questions again')} onPress={() => void loadQuestions()} />
        </div>
      );
    case 'loaded':
      return made.kind === 'made' ? (
        <Shown asked={loaded.questions} made={made} />
      ) : (
        <Form asked={loaded.questions} made={made} />
      );
  }
}

type Asked = { readonly asked: TravellerQuestions };

function Form({ asked, made }: Asked & { readonly made: Exclude<Code, { readonly kind: 'made' }> }) {
  const submit = (event: Event) => {
    event.preventDefault();
    if (made.kind === 'making') return;
    void askForCode(asked);
    // At once: what is typed next belongs in this field
    const [firstWrong] = wrong.value;
    if (firstWrong !== undefined) document.getElementById(`amount-${firstWrong}`)?.focus();
  };
  return (
    <form class="declare-stack" onSubmit={submit} noValidate>
      <p>
        {t(
          'Answer here, and show a code at the gate instead of answering there. Your answers stay on this phone: they are in the code only, without your name.',
        )}
      </p>
      <fieldset class="panel declare-goods">
        <legend>{t('Tick everything that you bring')}</legend>
        <CurrencySelect asked={asked} />
        {asked.goods.map((rule) => (
          <GoodsLine key={rule.goods} rule={rule} asked={asked} />
        ))}
      </fieldset>
      <button type="submit" class="button button-main" aria-disabled={made.kind === 'making'}>
        {ticked.value.size === 0 ? t('Nothing to declare: make the code') : t('Make the code')}
      </button>
      <p role="alert" class="declare-fault">
        {made.kind === 'failed' ? FAILURES[made.why] : ''}
      </p>
    </form>
  );
}

/** Where amounts can be entered in another currency. */
function CurrencySelect({ asked: { currency: own, exchange } }: Asked) {
  if (exchange === undefined || exchange.currencies.length === 0) return null;
  return (
    <div class="field declare-currency">
      <label for="declare-currency">{t('Currency of your amounts')}</label>
      <select
        id="declare-currency"
        class="field-input"
        value={currency.value ?? own}
        onChange={({ currentTarget: { value } }) => {
          currency.value = value === own ? undefined : value;
        }}
      >
        {[own, ...exchange.currencies].map((name) => (
          <option key={name} value={name}>
            {currencyName(name)}
          </option>
        ))}
      </select>
    </div>
  );
}

function GoodsLine({ rule, asked }: { readonly rule: GoodsRule } & Asked) {
  const { goods } = rule;
  const typed = ticked.value.get(goods);
  return (
    <div class="declare-line">
      <label class="declare-tick">
        <input
          type="checkbox"
          checked={typed !== undefined}
          onChange={(event) => tick(goods, event.currentTarget.checked)}
        />
        {KINDS[goods]}
      </label>
      {typed !== undefined && rule.red !== 'any' && <Amount rule={rule} asked={asked} typed={typed} />}
    </div>
  );
}

interface AmountProps {
  readonly rule: Counted;
  readonly asked: TravellerQuestions;
  readonly typed: string;
}

function Amount({ rule, asked, typed }: AmountProps) {
  const { goods, unit } = rule;
  const own = currency.value ?? asked.currency;
  const coded = own === asked.currency || unit !== 'minor' ? undefined : codedAmount(asked, rule, typed, own);
  const isWrong = wrong.value.includes(goods);
  const id = `amount-${goods}`;
  return (
    <div class="field declare-amount">
      <label for={id}>{amountLabel(unit, own)}</label>
      <input
        id={id}
        class="field-input"
        inputMode={unit === 'minor' || unit === 'millilitres' ? 'decimal' : 'numeric'}
        autocomplete="off"
        maxLength={16}
        value={typed}
        aria-invalid={isWrong}
        aria-describedby={`${id}-equivalent ${id}-fault`}
        onInput={(event) => type(goods, event.currentTarget.value)}
      />
      <p id={`${id}-equivalent`} class="quiet">
        {coded !== undefined &&
          rich('In the code: {amount}', { amount: <bdi>{amountText(unit, asked.currency, coded)}</bdi> })}
      </p>
      <p id={`${id}-fault`} class="declare-fault">
        {isWrong ? t('Enter a number above zero.') : ''}
      </p>
    </div>
  );
}

function Shown({ asked, made }: Asked & { readonly made: Extract<Code, { readonly kind: 'made' }> }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section class="declare-stack" aria-labelledby="declare-code">
      <h2 id="declare-code" tabIndex={-1} ref={title}>
        {t('Your code')}
      </h2>
      <p>
        {t(
          'When the gate asks the customs questions, hold this code in front of the reader and confirm the answers there.',
        )}
      </p>
      <div class="declare-code">
        <QrPicture text={made.text} label={t('Code with your answers')} />
      </div>
      <h3>{t('In the code')}</h3>
      <ul>
        {made.goods.length === 0 && <li>{t('Nothing to declare')}</li>}
        {made.goods.map(({ goods, amount }) => {
          const rule = asked.goods.find((one) => one.goods === goods);
          return (
            <li key={goods}>
              {KINDS[goods]}
              {rule !== undefined && rule.red !== 'any' && amount !== undefined && (
                <>
                  : <bdi>{amountText(rule.unit, asked.currency, amount)}</bdi>
                </>
              )}
            </li>
          );
        })}
      </ul>
      <p class="quiet">
        {t(
          'Valid until {time}, once at each gate. Each person needs a code of their own. A person who photographs the code can read these answers.',
          {
            time: ownDateAndTime(made.endsAt),
          },
        )}
      </p>
      <div class="declare-ways">
        <Button label={t('Change the answers')} onPress={change} />
        <Button label={t('Code for another person')} onPress={startAgain} />
      </div>
    </section>
  );
}
