import type { DockModel } from '../model/dock-model.ts';
import type { DockView } from '../model/dock-view.ts';
import type { Draft } from '../model/draft.ts';

/** What each part of the form is given. */
export interface TravellerFormProps {
  readonly model: DockModel;
  readonly view: DockView;
  readonly draft: Draft;
}
