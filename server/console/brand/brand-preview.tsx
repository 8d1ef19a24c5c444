import { useEffect, useRef } from 'preact/hooks';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { inkOn, nearestPassing } from '../../contract/brand/judge-accent.ts';
import { GROUNDS, THEMES, type Theme } from '../../contract/brand/themes.ts';
import { t, translated } from '../languages/text.ts';
import './brand-preview.css';

export interface PreviewedBrand {
  readonly name: string;
  /** A PNG in base64url. */
  readonly logo: string | null;
  readonly accent: { readonly light: string; readonly dark: string } | null;
}

const THEME_WORDS: { readonly [One in Theme]: string } = translated({
  light: 'Consoles, light',
  dark: 'Consoles, dark',
  'light-more': 'Consoles, light, more contrast',
  'dark-more': 'Consoles, dark, more contrast',
  lane: 'Screen of the lane',
});
/** The accents of Postern: `design/tokens.css`, and `style/palette.css` of the lane. */
const DEFAULT_ACCENTS: { readonly [One in Theme]: string } = {
  light: '#0a56a3',
  dark: '#84bdff',
  'light-more': '#0a56a3',
  'dark-more': '#84bdff',
  lane: '#0a4d5c',
};
const INKS: { readonly [One in Theme]: string } = {
  light: '#12161d',
  dark: '#e9edf3',
  'light-more': '#000000',
  'dark-more': '#ffffff',
  lane: '#0c1f24',
};

/** The accent as a page of this theme uses it. */
export function accentIn(accent: PreviewedBrand['accent'], theme: Theme): string {
  if (accent === null) return DEFAULT_ACCENTS[theme];
  if (theme === 'light' || theme === 'lane') return accent.light;
  if (theme === 'dark') return accent.dark;
  return nearestPassing(theme === 'light-more' ? accent.light : accent.dark, [theme]);
}

/** The brand in each theme, without saving it. */
export function BrandPreview({ brand }: { readonly brand: PreviewedBrand }) {
  return (
    <ul class="brand-previews" aria-label={t('Preview')}>
      {THEMES.map((theme) => (
        <li key={theme}>
          <Sample brand={brand} theme={theme} />
        </li>
      ))}
    </ul>
  );
}

function Sample({ brand: { name, logo, accent }, theme }: { readonly brand: PreviewedBrand; readonly theme: Theme }) {
  const colour = accentIn(accent, theme);
  const [ground = '', surface = ground] = GROUNDS[theme];
  return (
    <figure>
      <figcaption>{THEME_WORDS[theme]}</figcaption>
      <div class="brand-sample" style={{ background: surface, color: INKS[theme], borderColor: colour }}>
        <p class="brand-sample-name">
          {logo !== null && <LogoPicture logo={logo} />}
          <bdi>{name}</bdi>
        </p>
        <p>
          <span class="brand-sample-link" style={{ color: colour }}>
            {t('A link')}
          </span>{' '}
          <span class="brand-sample-button" style={{ background: colour, color: inkOn(colour) }}>
            {t('A button')}
          </span>
        </p>
      </div>
    </figure>
  );
}

/** Drawn on a canvas: the page's policy permits no picture without an address of the server. */
function LogoPicture({ logo }: { readonly logo: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isWanted = true;
    const draw = async () => {
      const bytes = decodeBase64Url(logo);
      if (bytes === undefined) return;
      const picture = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }));
      const place = canvas.current;
      if (!isWanted || place === null) return;
      place.width = picture.width;
      place.height = picture.height;
      place.getContext('2d')?.drawImage(picture, 0, 0);
    };
    void draw().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [logo]);
  return <canvas ref={canvas} class="brand-sample-logo" role="img" aria-label={t('Logo')} />;
}
