import '../schemas-interpreted.ts';
import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import '../design/panel.css';
import './portal.css';
import { startLanguage } from '../languages/language-choice.ts';
import { PORTAL_CATALOGUES } from './languages/portal-catalogues.ts';
import { Portal } from './portal.tsx';
import { refreshSession } from './session.ts';

await Promise.all([startLanguage(PORTAL_CATALOGUES), refreshSession()]);
const place = document.getElementById('portal');
if (place !== null) render(<Portal />, place);
