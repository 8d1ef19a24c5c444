import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { timeOfDay } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
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
    <div class="shown-code tone-note" ref={place} tabIndex={-1} role="group" aria-label={t('One-time code of a kiosk')}>
      <p>{rich('Code for {kioskId}:', { kioskId: <span class="digest">{kioskId}</span> })}</p>
      <p class="shown-code-text">{code}</p>
      <p>
        {rich('At the kiosk, with {variable} set to the server’s address for kiosks:', {
          variable: <span class="digest">POSTERN_KIOSK_SERVER_URL</span>,
        })}
      </p>
      <p class="typed digest">{`npm run kiosk:enrol -- --code ${code}`}</p>
      <p>{t('It is shown only now, works once, and ends {time}.', { time: timeOfDay(expiresAt, now.value) })}</p>
      <Button label={t('Close')} onPress={onClose} />
    </div>
  );
}
