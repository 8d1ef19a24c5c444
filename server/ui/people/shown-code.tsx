import { useEffect, useRef } from 'preact/hooks';
import type { IssuedCode } from '../../views/people.ts';
import { timeOfDay } from '../design/times.ts';
import { now } from '../shell/live.ts';
import './people.css';

/** A one-time code, shown once: the server keeps only its digest. */
export function ShownCode({ issued }: { readonly issued: IssuedCode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [issued]);
  return (
    <div class="shown-code tone-note" ref={place} tabIndex={-1} role="group" aria-label="One-time code">
      <p>
        Code for <span class="digest">{issued.personId}</span>:
      </p>
      <p class="shown-code-text">{issued.code}</p>
      <p>
        Hand it over in person, on paper. It is shown this once, works once, and ends{' '}
        {timeOfDay(issued.expiresAt, now.value)}.
      </p>
    </div>
  );
}
