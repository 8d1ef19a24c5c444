import type { ScreenState } from '../../screen/screen-state.ts';
import type { ScreenModel } from '../model/screen-model.ts';
import { PrimaryButton } from '../parts/primary-button.tsx';
import { TimeQuestion } from '../parts/time-question.tsx';

const PARTS = ['what', 'why', 'howLong', 'legalBasis', 'rights'] as const;

/** The authority's own words, nothing of ours between them: the texts come with the lane's state. */
export function NoticePhase({ model, notice }: { model: ScreenModel; notice: ScreenState['notice'] }) {
  const words = model.words.value;
  const text = notice.texts[model.language.value] ?? notice.texts.en;
  const { title, detail } = model.instruction.value;
  return (
    <div class="notice">
      <div class="notice-title">
        <h1>{title}</h1>
        <p class="detail">{detail}</p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="notice-text" role="region" aria-label={title} tabIndex={0}>
        <dl>
          {PARTS.map((part) => (
            <div key={part}>
              <dt>{words.noticeHeadings[part]}</dt>
              <dd>{text[part]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <div class="answers">
        <PrimaryButton label={words.continue} onPress={() => model.touch('continue')} />
        {model.state.value?.asked === true && <TimeQuestion model={model} />}
      </div>
    </div>
  );
}
