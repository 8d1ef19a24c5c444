import '../schemas-interpreted.ts';
import { render } from 'preact';
import '../design/tokens.css';
import '../design/base.css';
import '../design/panel.css';
import '../design/record.css';
import '../portal/portal.css';
import './partner-portal.css';
import { startLanguage } from '../languages/language-choice.ts';
import { PARTNER_CATALOGUES } from './languages/partner-catalogues.ts';
import { PartnerPortal } from './partner-portal.tsx';
import { forgetOthers, refreshSession } from './session.ts';

/** Parts of downloads go within this time after their own time has expired, while the page is open. */
const FORGET_EVERY_MS = 60_000;

await Promise.all([startLanguage(PARTNER_CATALOGUES), refreshSession()]);
const place = document.getElementById('partner-portal');
if (place !== null) render(<PartnerPortal />, place);
setInterval(() => void forgetOthers(), FORGET_EVERY_MS);
