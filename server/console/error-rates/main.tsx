import { effect } from '@preact/signals';
import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import '../design/print.css';
import { startLanguage } from '../languages/language-choice.ts';
import { shown, t } from '../languages/text.ts';
import { readBrand } from '../shell/brand.ts';
import { ERROR_RATE_CATALOGUES } from './catalogues.ts';
import { ErrorRatesPage } from './page.tsx';
import { loadReports } from './state.ts';

const place = document.getElementById('error-rates');
await startLanguage(ERROR_RATE_CATALOGUES);
void readBrand();
void loadReports();

// Also when the language changes: its texts belong to the page
effect(() => {
  void shown.value;
  document.title = `${t('Error rates')} · Postern`;
  if (place !== null) render(<ErrorRatesPage />, place);
});
