import { useSignal } from '@preact/signals';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { t } from '../languages/text.ts';
import { saveFile } from '../records/save-file.ts';
import { session } from '../shell/session.ts';
import { proveAndDerive } from './reading-key.ts';
import { KEY_TROUBLE_WORDS } from './words.ts';

interface PublicPart {
  readonly officerId: string;
  readonly publicKey: string;
  /** SHA-256 of the public key, hex in groups of four, to compare by eye. */
  readonly fingerprint: string;
}

/** The public part of the officer's own key, for the people who sign the list of offices. */
export function OwnKey() {
  const shown = useSignal<PublicPart | null>(null);
  const trouble = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const show = async () => {
    if (isBusy.value) return;
    isBusy.value = true;
    const derived = await proveAndDerive();
    trouble.value = derived.kind === 'trouble' ? KEY_TROUBLE_WORDS[derived.trouble] : null;
    if (derived.kind === 'derived') shown.value = await publicPartOf(derived.seed);
    isBusy.value = false;
  };
  return (
    <section class="panel" aria-labelledby="own-key-title">
      <h2 id="own-key-title">{t('Your reading key')}</h2>
      <p>
        {t(
          'Your passkey makes this key each time; it is stored nowhere. Hand the public part to the people who sign the list of customs offices, and compare the fingerprint with them.',
        )}
      </p>
      <Button label={t('Show with the passkey')} weight="main" busy={isBusy.value} onPress={() => void show()} />
      {trouble.value !== null && (
        <Banner tone="bad" icon="cross">
          {trouble.value}
        </Banner>
      )}
      {shown.value !== null && <Public part={shown.value} />}
    </section>
  );
}

function Public({ part: { officerId, publicKey, fingerprint } }: { readonly part: PublicPart }) {
  const save = () => saveFile('reading-key.json', 'application/json', `${JSON.stringify({ officerId, publicKey })}\n`);
  return (
    <>
      <h3>{t('Fingerprint')}</h3>
      <p class="digest customs-fingerprint">{fingerprint}</p>
      <Button label={t('Save the public part')} onPress={save} />
    </>
  );
}

/** Wipes the seed. */
async function publicPartOf(seed: Uint8Array): Promise<PublicPart> {
  const { publicKeyOf } = await import('./open-declaration.ts');
  const publicKey = await publicKeyOf(seed);
  seed.fill(0);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(publicKey)));
  const hex = [...digest.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const { value } = session;
  const officerId = value.kind === 'signed-in' ? (value.view.principal?.personId ?? '') : '';
  return { officerId, publicKey, fingerprint: hex.replaceAll(/(.{4})(?=.)/g, '$1 ') };
}
