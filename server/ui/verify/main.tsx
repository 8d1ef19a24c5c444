import '../evidence/schemas-interpreted.ts';
import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import { keepForOffline } from './keep-for-offline.ts';
import { VerifyPage } from './page.tsx';
import { isKept } from './state.ts';

const place = document.getElementById('verify');
if (place !== null) render(<VerifyPage />, place);

void keepForOffline().then((kept) => {
  isKept.value = kept;
});
