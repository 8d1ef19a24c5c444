import type { DockModel } from '../model/dock-model.ts';
import type { DockView } from '../model/dock-view.ts';
import type { Draft } from '../model/draft.ts';

/** Properties of each part of the form. */
export interface TravellerFormProps {
  readonly model: DockModel;
  readonly view: DockView;
  readonly draft: Draft;
}
