import '../../../server/console/design/theme/early-theme.ts';
import './check.css';
import { render } from 'preact';
import { createCheckModel } from './check-model.ts';
import { CheckPage } from './check-page.tsx';

render(<CheckPage model={createCheckModel()} />, document.body);
