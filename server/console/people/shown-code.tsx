import type { IssuedCode } from '../../people/people/answers/people.ts';
import { timeOfDay } from '../design/times.ts';
import { t, translated } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import { hashOf } from '../shell/route.ts';
import { CodeCard } from './code-card.tsx';

type Part = IssuedCode['part'];

const TITLES: { readonly [One in Part]: string } = translated({
  whole: 'One-time code: sign in for the first time',
  'first-half': 'First half of a one-time code: new keys',
  'second-half': 'Second half of a one-time code: new keys',
});

const HALF_WORDS: { readonly [One in Exclude<Part, 'whole'>]: string } = translated({
  'first-half': 'The administrator who agrees hands over the second half. The person types both, this one first.',
  'second-half': 'The administrator who asked has handed over the first half. The person types both, this one second.',
});

/** A one-time code, shown once: the server keeps only its digest. */
export function ShownCode({ issued }: { readonly issued: IssuedCode }) {
  const { part, code, personId, expiresAt } = issued;
  // A half alone opens nothing, so it is no link
  const qr =
    part === 'whole'
      ? { text: linkOf(code), label: t('QR code: opens the page with this code') }
      : { text: code, label: t('QR code: this half of the code') };
  return (
    <CodeCard
      title={TITLES[part]}
      code={code}
      qr={qr}
      facts={[
        [t('For ## a person'), <span class="digest">{personId}</span>],
        [t('Valid until'), timeOfDay(expiresAt, now.value)],
        [
          t('How to use it'),
          part === 'whole'
            ? t(
                'Open {address}, choose “I have a code”, and type the code. Or scan the picture with the phone that will hold the passkey.',
                {
                  address: location.origin,
                },
              )
            : HALF_WORDS[part],
        ],
      ]}
    />
  );
}

/** The code stands after the `#`: browsers send it to no server, and no log has it. */
function linkOf(code: string): string {
  return `${location.origin}/${hashOf('sign-in', 'code', code)}`;
}
