import { useSignal } from '@preact/signals';
import type { GoodsCodeView } from '../../goods/declarations/api/portal-answers.ts';
import { Banner } from '../design/banner.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { QrPicture } from '../sign-in/qr-picture.tsx';
import { post, type Problem } from './ask.ts';
import { troubleWords } from './words.ts';

/** The code that the person who brings the goods shows at a lane, on a phone or on paper. */
export function GoodsCodePanel({ id }: { readonly id: string }) {
  const made = useSignal<GoodsCodeView | undefined>(undefined);
  const trouble = useSignal<Problem | undefined>(undefined);
  const make = async () => {
    const asked = await post<GoodsCodeView>(`/v1/session/goods-codes/${id}`);
    trouble.value = asked.kind === 'refused' ? asked.code : undefined;
    if (asked.kind === 'answered') made.value = asked.value;
  };
  const code = made.value;
  return (
    <section class="panel portal-stack goods-code" aria-labelledby="goods-code-title">
      <h3 id="goods-code-title">{t('Code for the lane')}</h3>
      <p>
        {t(
          'The person who brings the goods shows this code at the lane, on a phone or on paper. It works for one passage and names neither trader nor goods. Give it only to this person.',
        )}
      </p>
      {code !== undefined && (
        <>
          <div class="goods-code-picture">
            <QrPicture text={code.text} label={t('QR code: shows this declaration at a lane')} />
          </div>
          <p>{t('Valid until {time}.', { time: dateAndTime(code.endsAt) })}</p>
          <details class="goods-code-text">
            <summary>{t('The code as text')}</summary>
            <p class="digest">{code.text}</p>
          </details>
        </>
      )}
      <div role="status">
        {trouble.value !== undefined && (
          <Banner tone="bad" icon="cross">
            {trouble.value === 'not-found'
              ? t('No code can be made any more: a declaration has codes for 30 days.')
              : troubleWords(trouble.value)}
          </Banner>
        )}
      </div>
      <div class="portal-row">
        <button type="button" class="button" onClick={() => void make()}>
          {code === undefined ? t('Make a code') : t('Make a new code')}
        </button>
        {code !== undefined && (
          <button type="button" class="button" onClick={() => window.print()}>
            {t('Print')}
          </button>
        )}
      </div>
    </section>
  );
}
