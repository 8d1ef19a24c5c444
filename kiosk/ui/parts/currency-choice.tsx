import { questionsIn } from '../../../server/contract/rules/exchange.ts';
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { isConvertible } from '../model/shown-in.ts';

/** The currency of the traveller's amounts, where the rules have more than one. */
export function CurrencyChoice({ model, rules }: { readonly model: ScreenModel; readonly rules: DeclarationRules }) {
  const { declaration, state } = model;
  const { currency, noRates } = model.words.value.declaration;
  const asksForMoney = rules.goods.some((rule) => rule.red !== 'any' && rule.unit === 'minor');
  if (rules.exchange === undefined || !asksForMoney) return null;
  const chosen = declaration.currency.value ?? rules.currency;
  const rates = state.value?.rates;
  const isConverted = isConvertible(rules, rates, chosen);
  return (
    <>
      <div class="currencies" role="group" aria-label={currency}>
        {[rules.currency, ...rules.exchange.currencies].map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === chosen}
            aria-label={nameOf(model.language.value, name)}
            onClick={() =>
              declaration.choose(name === rules.currency ? undefined : name, questionsIn(rules, name, rates))
            }
          >
            <bdi>{name}</bdi>
          </button>
        ))}
      </div>
      {!isConverted && (
        <p class="no-rates" role="status">
          {noRates}
        </p>
      )}
    </>
  );
}

/** As the language names it, with the code that is on the button. */
function nameOf(language: string, currency: string): string {
  const name = new Intl.DisplayNames(language, { type: 'currency' }).of(currency);
  return name === undefined || name === currency ? currency : `${currency}, ${name}`;
}
