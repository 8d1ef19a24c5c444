/** The recommended control of an accepted declaration, and its place in the queue. It refuses and releases nothing; an officer decides. Pure. */
import type { RiskBand } from '../../../../models/risk/risk-model.ts';
import type { Facts } from '../sealing/readable-facts.ts';
import type { DeclaredRisk } from './score-declaration.ts';
import { CONTROL_ROUTES, type ControlRoute } from './vocabulary.ts';

export interface Recommendation {
  /** `null`: no control. */
  readonly route: ControlRoute | null;
  /** Greater places come first; 0 is not in the queue. */
  readonly place: number;
}

const NONE: Recommendation = { route: null, place: 0 };
/** Without a band every declaration is controlled, and none is released because the model is broken. */
const UNSCORED: Recommendation = { route: 'documents', place: 1 };
/**
 * One place for every green declaration in the queue, for drawn ones and those of the band `high` alike, with a route that depends on the
 * goods alone. An officer cannot conclude from the queue why a green declaration is in it, so the drawn ones are controlled blind.
 */
const GREEN_PLACE = 2;
const ORANGE_PLACES: Readonly<Record<RiskBand, number>> = { high: 4, raised: 3, low: 1 };
/** At least this place where a rule selects. The officer sees the rule, so the place reveals nothing more. */
const RULE_PLACE = 3;
/** Masses from a tonne on are scanned, because unloading them takes hours. */
const SCANNED: readonly Facts['mass'][] = ['under-25000', '25000-or-more'];

/** @param drawn for the random share of green declarations */
export function recommend(
  { channel, mass }: Pick<Facts, 'channel' | 'mass'>,
  risk: DeclaredRisk,
  drawn: boolean,
): Recommendation {
  if (channel === null) return NONE;
  if (risk.kind === 'unscored') return UNSCORED;
  const ofGoods: ControlRoute = SCANNED.includes(mass) ? 'scan' : 'physical';
  if (channel === 'green') return drawn || risk.band === 'high' ? { route: ofGoods, place: GREEN_PLACE } : NONE;
  return { route: risk.band === 'high' ? ofGoods : 'documents', place: ORANGE_PLACES[risk.band] };
}

/** The recommendation with the controls that selection rules in force recommend: the greatest of all. */
export function withRules(otherwise: Recommendation, controls: readonly ControlRoute[]): Recommendation {
  if (controls.length === 0) return otherwise;
  const all = otherwise.route === null ? controls : [...controls, otherwise.route];
  const route = CONTROL_ROUTES[Math.max(...all.map((one) => CONTROL_ROUTES.indexOf(one)))] ?? 'documents';
  return { route, place: Math.max(otherwise.place, RULE_PLACE) };
}
