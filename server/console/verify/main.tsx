import '../schemas-interpreted.ts';
import { effect } from '@preact/signals';
import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import '../design/print.css';
import { CONSOLE_CATALOGUES } from '../languages/console-catalogues.ts';
import { startLanguage } from '../languages/language-choice.ts';
import { shown, t } from '../languages/text.ts';
import { readBrand } from '../shell/brand.ts';
import { keepForOffline } from './keep-for-offline.ts';
import { LanePage } from './lane-page.tsx';
import { scan } from './lane-state.ts';
import { VerifyPage } from './page.tsx';
import { ReceiptPage } from './receipt-page.tsx';
import { isKept } from './state.ts';

const place = document.getElementById('verify');
/** One page at one address, so that all forms are stored together. The part after the `#` selects the form. */
const show = (): void => {
  if (place === null) return;
  const { hash } = location;
  if (hash.startsWith('#lane')) {
    scan(hash);
    document.title = `${t('Check a gate')} · Postern`;
    render(<LanePage />, place);
    return;
  }
  const isReceipt = hash === '#receipt';
  document.title = `${isReceipt ? t('Verify a receipt') : t('Verify a proof')} · Postern`;
  render(isReceipt ? <ReceiptPage /> : <VerifyPage />, place);
};
addEventListener('hashchange', show);
await startLanguage(CONSOLE_CATALOGUES);
void readBrand();

// Also when the language changes: its texts belong to the page
effect(() => {
  void shown.value;
  show();
  void keepForOffline().then((kept) => {
    isKept.value = kept;
  });
});
