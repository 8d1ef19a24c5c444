/** The texts of a section's help, as the panel and the manuals show them. */
import { t } from '../languages/text.ts';
import type { Meanings, SectionHelp } from './section-help.ts';

/** A longer list is folded: a reader looks for one word in it. */
const LONG = 20;

export function MeaningList({ title, words, meanings }: Meanings) {
  const keys = Object.keys(meanings);
  const list = (
    <dl>
      {keys.map((key) => (
        <div key={key}>
          <dt>{capitalised(words[key] ?? key)}</dt>
          <dd>{meanings[key]}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <section class="meanings">
      <h3>{title()}</h3>
      {keys.length < LONG ? (
        list
      ) : (
        <details>
          <summary>{t('Show {count} words', { count: keys.length })}</summary>
          {list}
        </details>
      )}
    </section>
  );
}

/** Some words stand inside a line on the page and begin with a small letter there. */
function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}

export function KeyList({ keys }: { readonly keys: NonNullable<SectionHelp['keys']> }) {
  return (
    <section class="meanings">
      <h3>{t('Keys')}</h3>
      <dl>
        {keys.map(({ key, says }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The texts of one view, or of a section without views. */
export function PageHelp({ help, view }: { readonly help: SectionHelp; readonly view: string | undefined }) {
  const shown = view === undefined ? undefined : help.views[view];
  return (
    <>
      <p>{shown?.purpose() ?? help.purpose()}</p>
      {(shown?.meanings ?? help.meanings).map((one) => (
        <MeaningList key={one.title()} {...one} />
      ))}
      {help.keys !== undefined && <KeyList keys={help.keys} />}
    </>
  );
}
