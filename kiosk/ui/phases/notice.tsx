import type { ScreenState } from '../../main/screen/screen-state.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { PageBack, PageCount, PagedText } from '../parts/paged-text.tsx';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { TimeQuestion } from '../parts/time-question.tsx';
import { breakable } from '../words/breakable.ts';

const PARTS = ['what', 'why', 'howLong', 'legalBasis', 'rights'] as const;

/** The authority's text, unchanged: it arrives with the lane's state. "Continue" is on the last page; before it, a button says what it skips. */
export function NoticePhase({ model, notice }: { model: ScreenModel; notice: ScreenState['notice'] }) {
  const { reading } = model;
  const words = model.words.value;
  const language = model.language.value;
  const text = notice.texts[language] ?? notice.texts.en;
  const { title, detail } = model.instruction.value;
  const last = reading.isLast.value;
  const isPaged = reading.pages.value > 1;
  const goOn = (): void => model.touch('continue');
  return (
    <div class="notice">
      <div class="notice-title">
        <h1>{breakable(title, language)}</h1>
        <p class="detail">{breakable(detail, language)}</p>
        <PageCount paging={reading} words={words} />
      </div>
      <PagedText paging={reading} label={title} edition={language}>
        <dl>
          {PARTS.map((part) => (
            <div key={part}>
              <dt>{words.noticeHeadings[part]}</dt>
              <dd>{breakable(text[part], language)}</dd>
            </div>
          ))}
        </dl>
      </PagedText>
      <div class="answers">
        <div class="turning">
          {isPaged && <PageBack paging={reading} words={words} />}
          {/* One button for both, which keeps the focus when the pages are counted again */}
          <PrimaryButton label={last ? words.continue : words.readOn} onPress={last ? goOn : () => reading.turn(1)} />
          {isPaged && (
            <button type="button" class="secondary skip-reading" data-shown={!last} onClick={goOn}>
              {words.skipReading}
            </button>
          )}
        </div>
        {model.state.value?.asked === true && <TimeQuestion model={model} />}
      </div>
    </div>
  );
}
