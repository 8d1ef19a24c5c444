import { effect } from '@preact/signals';
import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import { startLanguage } from '../languages/language-choice.ts';
import { shown, t } from '../languages/text.ts';
import { readBrand } from '../shell/brand.ts';
import { DECLARE_CATALOGUES } from './languages/declare-catalogues.ts';
import { DeclarePage } from './page.tsx';
import { loadQuestions } from './state.ts';

const place = document.getElementById('declare');
await startLanguage(DECLARE_CATALOGUES);
void readBrand();
void loadQuestions();

// Also when the language changes: its texts belong to the page
effect(() => {
  void shown.value;
  document.title = `${t('Customs questions')} · Postern`;
  if (place !== null) render(<DeclarePage />, place);
});
