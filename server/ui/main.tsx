import './schemas-interpreted.ts';
import { render } from 'preact';
import './design/tokens.css';
import './design/base.css';
import './design/print.css';
import { ThemeControl } from './design/theme/theme-control.tsx';
import { EmergencyButton } from './emergency/emergency-button.tsx';
import { HelpControl } from './help/help-control.tsx';
import { startLanguage } from './languages/language-choice.ts';
import { LanguageSelect } from './languages/language-select.tsx';
import { keepConditions } from './shell/conditions.ts';
import { keepOffers } from './shell/handover-offers.ts';
import { SetupMark } from './shell/setup-mark.tsx';
import { keepSetup } from './shell/setup.ts';
import { moveClock } from './shell/live.ts';
import { keepAsking } from './shell/session.ts';
import { Shell } from './shell/shell.tsx';
import { SECTIONS } from './sections.ts';

setInterval(moveClock, 1_000);
keepAsking();
keepConditions();
keepOffers();
keepSetup();
await startLanguage();

const place = document.getElementById('console');
const tools = (
  <>
    <EmergencyButton />
    <SetupMark />
    <HelpControl load={async () => (await import('./console-help.tsx')).ConsoleHelp} />
    <ThemeControl />
    <LanguageSelect />
  </>
);
if (place !== null) render(<Shell sections={SECTIONS} tools={tools} />, place);
