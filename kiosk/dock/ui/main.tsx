import '../../../server/console/design/theme/early-theme.ts';
import './style/dock.css';
import { render } from 'preact';
import { DockPage } from './dock-page.tsx';
import { createDockModel } from './model/dock-model.ts';

render(<DockPage model={createDockModel()} />, document.body);
