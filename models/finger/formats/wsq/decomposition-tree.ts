/**
 * The 64-band decomposition of the WSQ specification, figure 3. Every split stores low before high, except that the
 * output of a high-pass is stored in reverse order: the sampled spectrum of a high-pass is reversed, and this order
 * keeps neighbouring frequencies together.
 */

export interface Band {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A band that is split into four. */
export interface Split extends Band {
  /** High-pass columns are left of the low-pass ones. */
  readonly highFirstX: boolean;
  /** High-pass rows are above the low-pass ones. */
  readonly highFirstY: boolean;
}

export interface DecompositionTree {
  /** In the order of analysis; synthesis runs backwards. */
  readonly splits: readonly Split[];
  /** The 60 coded subbands by number. */
  readonly subbands: readonly Band[];
}

/** The tree of an image, sides in px. */
export function decompositionTree(width: number, height: number): DecompositionTree {
  const splits: Split[] = [];
  const split = (band: Band, highFirstX = false, highFirstY = false): readonly [Band, Band, Band, Band] => {
    splits.push({ ...band, highFirstX, highFirstY });
    return quarters(band, highFirstX, highFirstY);
  };
  /** The second of two successive splits: the order of each quarter depends on its position. */
  const splitAll = ([topLeft, topRight, bottomLeft, bottomRight]: readonly [Band, Band, Band, Band]) => [
    split(topLeft),
    split(topRight, true, false),
    split(bottomLeft, false, true),
    split(bottomRight, true, true),
  ];

  const [low, right, below] = split({ x: 0, y: 0, width, height });
  const [lowest, lowRight, lowBelow, lowDiagonal] = split(low);
  const [[coarse, ...coarseDetails] = [], ...firstDetails] = splitAll(split(lowest));
  if (coarse === undefined) throw new Error('a split has four quarters');
  const subbands = [
    ...split(coarse),
    ...coarseDetails,
    ...firstDetails.flat(),
    ...splitAll(split(lowRight, true, false)).flat(),
    ...splitAll(split(lowBelow, false, true)).flat(),
    lowDiagonal,
    ...split(right, true, false),
    ...split(below, false, true),
  ];
  return { splits, subbands };
}

function quarters(band: Band, highFirstX: boolean, highFirstY: boolean): readonly [Band, Band, Band, Band] {
  const left = highFirstX ? Math.floor(band.width / 2) : Math.ceil(band.width / 2);
  const top = highFirstY ? Math.floor(band.height / 2) : Math.ceil(band.height / 2);
  const { x, y } = band;
  const [right, bottom] = [band.width - left, band.height - top];
  return [
    { x, y, width: left, height: top },
    { x: x + left, y, width: right, height: top },
    { x, y: y + top, width: left, height: bottom },
    { x: x + left, y: y + top, width: right, height: bottom },
  ];
}
