import { useEffect, useRef } from 'preact/hooks';
import type { IssuedCode } from '../../people/answers/people.ts';
import { timeOfDay } from '../design/times.ts';
import { rich, t, translated } from '../languages/text.ts';
import { now } from '../shell/live.ts';
import './people.css';

const PART_WORDS: { readonly [Part in IssuedCode['part']]: string } = translated({
  whole: 'Code',
  'first-half': 'First half of the code',
  'second-half': 'Second half of the code',
});

const HALF_WORDS = translated({
  'first-half': 'The administrator who agrees hands over the second half. The person types both, yours first.',
  'second-half': 'The administrator who asked has handed over the first half. The person types both, yours second.',
});

/** A one-time code, shown once: the server keeps only its digest. */
export function ShownCode({ issued }: { readonly issued: IssuedCode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [issued]);
  return (
    <div class="shown-code tone-note" ref={place} tabIndex={-1} role="group" aria-label={t('One-time code')}>
      <p>
        {rich('{part} for {personId}:', {
          part: PART_WORDS[issued.part],
          personId: <span class="digest">{issued.personId}</span>,
        })}
      </p>
      <p class="shown-code-text">{issued.code}</p>
      <p>
        {t('Hand it over in person, on paper. It is shown only now, works once, and ends {time}.', {
          time: timeOfDay(issued.expiresAt, now.value),
        })}
        {issued.part !== 'whole' && ` ${HALF_WORDS[issued.part]}`}
      </p>
    </div>
  );
}
