import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { now } from '../shell/live.ts';
import '../people/people.css';

export interface MadeCode {
  readonly kioskId: string;
  readonly code: string;
  readonly expiresAt: number;
}

/** A kiosk's one-time code, shown once: the server keeps only its digest. */
export function ShownEnrolment({ made, onClose }: { readonly made: MadeCode; readonly onClose: () => void }) {
  const { kioskId, code, expiresAt } = made;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [made]);
  return (
    <div class="shown-code tone-note" ref={place} tabIndex={-1} role="group" aria-label="One-time code of a kiosk">
      <p>
        Code for <span class="digest">{kioskId}</span>:
      </p>
      <p class="shown-code-text">{code}</p>
      <p>
        At the kiosk, with <span class="digest">POSTERN_KIOSK_SERVER_URL</span> set to the server’s address for kiosks:
      </p>
      <p class="typed digest">npm run kiosk:enrol -- --code {code}</p>
      <p>It is shown only now, works once, and ends {timeOfDay(expiresAt, now.value)}.</p>
      <Button label="Close" onPress={onClose} />
    </div>
  );
}
