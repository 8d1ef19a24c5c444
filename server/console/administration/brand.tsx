import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { DrawnLogoView } from '../../people/brand/answers.ts';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { judgeAccent } from '../../contract/brand/judge-accent.ts';
import { AccentField } from '../brand/accent-field.tsx';
import { BrandPreview, type PreviewedBrand } from '../brand/brand-preview.tsx';
import { propose } from '../decisions/send.ts';
import { Button } from '../design/button.tsx';
import { Field } from '../design/field.tsx';
import { t } from '../languages/text.ts';
import { saveFile } from '../records/save-file.ts';
import { brand, logoAddress, type ShownBrand } from '../shell/brand.ts';
import { hashOf } from '../shell/route.ts';
import { mayAct } from '../shell/session.ts';
import { Form } from '../sign-in/form.tsx';
import { askProved } from '../sign-in/step-up.ts';
import { logoTrouble } from './brand-words.ts';

/** The name, logo and colours of the agency. Two administrators change them; lanes take a document that two people sign. */
export function BrandPage() {
  const present = brand.value;
  return (
    <div class="account">
      <section class="panel account-part" aria-labelledby="brand-title">
        <h2 id="brand-title">{t('Present brand')}</h2>
        {present === null ? <p>{t('The look of Postern.')}</p> : <Present present={present} />}
      </section>
      {mayAct('brand.propose') && <Change key={present?.logo ?? 'none'} present={present} />}
    </div>
  );
}

function Present({ present }: { readonly present: ShownBrand }) {
  const words = useSignal('');
  const save = async () => {
    const content = {
      ...{ version: 1, number: 1, validFrom: 0 },
      brand: { name: present.name, logo: await readLogo(present), accent: present.accent },
    };
    saveFile('brand-for-lanes.json', 'application/json', `${JSON.stringify(content, null, 2)}\n`);
    words.value = t(
      'Saved. Raise its number if lanes have one, then two people sign it: postern-lane documents sign brand.',
    );
  };
  const reset = async () => {
    words.value = (await propose('brand', { brand: null })).words;
  };
  return (
    <>
      <p>
        <bdi>{present.name}</bdi>
      </p>
      <div class="account-actions">
        <Button label={t('Save for lanes')} onPress={() => void save()} />
        {mayAct('brand.propose') && <Button label={t('Propose the look of Postern')} onPress={() => void reset()} />}
      </div>
      <p role="status">{words.value}</p>
    </>
  );
}

/** The stored logo in base64url; `null` without one. */
async function readLogo(present: ShownBrand): Promise<string | null> {
  const address = logoAddress(present);
  if (address === undefined) return null;
  const response = await fetch(address);
  return response.ok ? encodeBase64Url(new Uint8Array(await response.arrayBuffer())) : null;
}

function Change({ present }: { readonly present: ShownBrand | null }) {
  const name = useSignal(present?.name ?? '');
  const logo = useSignal<string | null>(null);
  const keepsLogo = useSignal(present?.logo !== undefined && present.logo !== null);
  const hasColours = useSignal(present?.accent !== null && present !== null);
  const light = useSignal(present?.accent?.light ?? '#0a56a3');
  const dark = useSignal(present?.accent?.dark ?? '#84bdff');
  const words = useSignal('');
  const accent = hasColours.value ? { light: light.value, dark: dark.value } : null;
  const shown: PreviewedBrand = { name: name.value.trim() || t('Name of the agency'), logo: logo.value, accent };
  return (
    <section class="panel account-part" aria-labelledby="brand-change-title">
      <h2 id="brand-change-title">{t('Propose a brand')}</h2>
      <p class="quiet">{t('Another administrator sees the same preview and approves it under Decisions.')}</p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          words.value = '';
          const isReadable =
            accent === null ||
            (judgeAccent('light', accent.light) === undefined && judgeAccent('dark', accent.dark) === undefined);
          if (!isReadable)
            return { words: t('One of the colours is hard to read. Use the nearest one that passes.'), waitS: null };
          const kept = keepsLogo.value && present !== null ? await readLogo(present) : null;
          const outcome = await propose('brand', {
            brand: { name: name.value.trim(), logo: logo.value ?? kept, accent },
          });
          if (!outcome.isDone) return { words: outcome.words, waitS: null };
          words.value = outcome.words;
          return undefined;
        }}
      >
        <Field
          label={t('Name of the agency')}
          value={name}
          maxLength={40}
          hint={t('At most 40 characters. It appears at the top of each page.')}
        />
        <LogoField
          onDraw={(drawn) => {
            logo.value = drawn;
            keepsLogo.value = false;
          }}
        />
        <label class="brand-own">
          <input
            type="checkbox"
            checked={hasColours.value}
            onChange={({ currentTarget }) => (hasColours.value = currentTarget.checked)}
          />
          {t('Own colours')}
        </label>
        {hasColours.value && <AccentField kind="light" label={t('Accent on light, and on lanes')} value={light} />}
        {hasColours.value && <AccentField kind="dark" label={t('Accent on dark')} value={dark} />}
        <BrandPreview brand={shown} />
      </Form>
      <p role="status">
        {words.value} {words.value !== '' && <a href={hashOf('decisions')}>{t('Decisions')}</a>}
      </p>
    </section>
  );
}

/** The server draws the file as a small PNG and returns it: the page never opens a foreign file. */
function LogoField({ onDraw }: { readonly onDraw: (logo: string | null) => void }) {
  const id = useId();
  const words = useSignal('');
  const take = async (file: File | undefined) => {
    words.value = '';
    if (file === undefined) return onDraw(null);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const asked = await askProved<DrawnLogoView>('POST', '/v1/brand/logo', { file: encodeBase64Url(bytes) });
    if (asked.kind === 'refused') {
      words.value = logoTrouble(asked);
      return onDraw(null);
    }
    onDraw(asked.value.logo);
    words.value = t('Drawn as {width} × {height} pixels.', { width: asked.value.width, height: asked.value.height });
  };
  return (
    <div class="field">
      <label for={id}>{t('Logo')}</label>
      <input
        id={id}
        type="file"
        class="field-input"
        accept="image/png,image/svg+xml,.png,.svg"
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget }) => void take(currentTarget.files?.[0])}
      />
      <p id={`${id}-hint`} class="quiet field-hint">
        {t('PNG, or SVG with shapes only, at most 128 KB, for a white background. May be empty.')}
      </p>
      <p role="status">{words.value}</p>
    </div>
  );
}
