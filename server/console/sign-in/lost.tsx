import { t } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';

/** The steps for a person who cannot sign in. */
export function Lost() {
  return (
    <section class="panel sign-in" aria-labelledby="lost-title">
      <h2 id="lost-title">{t('I have lost my key')}</h2>
      <ol class="sign-in-steps">
        <li>{t('If you have a second key, sign in with it and remove the lost one under your account.')}</li>
        <li>
          {t(
            'If you have none, go to an administrator in person. They ask for new keys for you; a second administrator agrees. This is never done by telephone or mail.',
          )}
        </li>
        <li>
          {t(
            'You get a code on paper. With it you make a new key here. Your old keys and sessions end at the moment the second administrator agrees.',
          )}
        </li>
      </ol>
      <p>
        <a href={hashOf('sign-in', 'code')}>{t('I have the code')}</a>
      </p>
      <p>
        <a href={hashOf('sign-in')}>{t('Back to sign-in')}</a>
      </p>
    </section>
  );
}
