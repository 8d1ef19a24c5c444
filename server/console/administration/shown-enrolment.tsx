import { timeOfDay } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { CodeCard } from '../people/code-card.tsx';
import { now } from '../shell/live.ts';

export interface MadeCode {
  readonly kioskId: string;
  /** Site and lane. */
  readonly place: string;
  readonly code: string;
  readonly expiresAt: number;
}

/** A kiosk's one-time code, shown once: the server keeps only its digest. */
export function ShownEnrolment({ made, onClose }: { readonly made: MadeCode; readonly onClose: () => void }) {
  const { kioskId, place, code, expiresAt } = made;
  return (
    <CodeCard
      title={t('One-time code: enrol a kiosk')}
      code={code}
      qr={{ text: code, label: t('QR code: the code of the kiosk') }}
      facts={[
        [t('For ## a kiosk'), <span class="digest">{kioskId}</span>],
        [t('Place'), <bdi>{place}</bdi>],
        [t('Valid until'), timeOfDay(expiresAt, now.value)],
        [
          t('How to use it'),
          rich('At the kiosk, with {variable} set to the server’s address for kiosks:', {
            variable: <span class="digest">POSTERN_KIOSK_SERVER_URL</span>,
          }),
        ],
      ]}
      onClose={onClose}
    >
      <p class="typed digest">{`postern-lane enrol --code ${code}`}</p>
    </CodeCard>
  );
}
