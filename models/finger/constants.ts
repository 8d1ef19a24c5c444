/**
 * The constants of the fingerprint pipeline, with unit and source. "Measured" refers to README.md. Accept thresholds
 * are not here: a policy states a false-match rate, and the calibration in fitted.json converts it to a score.
 */

/** Working resolution, px per inch (ISO/IEC 19794-4: the certified 500 ppi). */
export const WORKING_PPI = 500;
/**
 * Accepted resolutions of an image, px per inch. Below 250 ppi a ridge is two pixels wide; no scanner is certified
 * above 1,200.
 */
export const RESOLUTION_PPI = { least: 250, most: 1200 } as const;
/** Sides of an image at the working resolution, px: a fingertip needs 4 mm, and a slap of four fingers is not one finger. */
export const IMAGE_SIDE_PX = { least: 80, most: 1024 } as const;
/** Source px per output px from which a box of pixels is averaged instead of interpolated. */
export const BOX_SHRINK_FROM = 1.5;

/**
 * Local normalisation: radius of the box, px (25 x 25, about 3 ridge periods), and the sample noise that is added to
 * the standard deviation, grey levels.
 */
export const NORMALISATION = { radius: 12, noiseFloor: 4, clip: 3 } as const;

/** Side of a cell, px. Values that vary slowly over a print are stored per cell. */
export const CELL_PX = 4;

/** Orientation: blur before the gradient, px; the two scales the tensor is smoothed at and the last smoothing, cells. */
export const ORIENTATION = { blurPx: 1, fineCells: 1.75, coarseCells: 5, finalCells: 1.2 } as const;

/**
 * The print mask. Conditions: local standard deviation of at least `sdShare` of its 90th percentile and `sdLeast` grey
 * levels; coherence smoothed by `coherenceCells` of at least `coherenceLeast`, or coarse coherence of at least
 * `coarseCoherenceLeast` (noise blurred to the scale of ridges: 0.14 at its 95th percentile). Saturated white, dilated
 * by `whiteGrowCells`, is excluded. Then majority filters, an opening, the largest component, and filled holes.
 */
export const MASK = {
  sdShare: 0.25,
  sdLeast: 6,
  coherenceLeast: 0.25,
  coherenceCells: 2,
  coarseCoherenceLeast: 0.15,
  whiteLevel: 250,
  whiteGrowCells: 4,
  majorityCells: 3,
  openingCells: 5,
} as const;

/**
 * Ridge period, px: radius of the box that removes the background, smoothing in cells, and the range of the estimate.
 */
export const RIDGE_PERIOD = {
  backgroundRadius: 6,
  smoothCells: 6,
  least: 5,
  most: 13,
  sineMost: 0.97,
  unknown: 9,
} as const;

/**
 * Gabor bank: orientations over 180 degrees, whole periods `RIDGE_PERIOD.least` to `most`, Gaussian width across and along
 * the ridge in periods, and the filter's half side, px.
 */
export const GABOR = { orientations: 32, acrossPeriods: 0.42, alongPeriods: 0.52, radius: 10 } as const;
export const GABOR_PERIODS = RIDGE_PERIOD.most - RIDGE_PERIOD.least + 1;
/** Side of the patch for the filtered pixels of one cell, and the number of cells in one matrix product. */
export const GABOR_PATCH = CELL_PX + 2 * GABOR.radius;
export const CELLS_PER_BLOCK = 16;
/** Blocks per run of the graph, which bounds its memory (input of 4.7 MB). */
export const BLOCKS_PER_RUN = 128;
/** Smoothing of the filtered picture's energy, cells. */
export const ENERGY_SMOOTH_CELLS = 2;

/**
 * Skeleton repair, px along the ridge: shorter branches are spurs, shorter isolated pieces are specks; number of
 * rounds.
 */
export const SKELETON = { spurPx: 10, fragmentPx: 20, rounds: 2 } as const;

/**
 * Minutiae. `tracePx`: length of ridge used for the direction; `traceLeastPx`: minimum length. `facingPx`: two ends
 * that face each other at less than this distance are a broken ridge. `edgePx`: minimum distance from the edge of the
 * mask. More than `crowdMost` within `crowdPx` are noise. `most`: maximum number, the best are kept.
 */
export const MINUTIAE = {
  tracePx: 16,
  traceLeastPx: 8,
  facingPx: 14,
  touchingPx: 6,
  facingAngle: 0.75 * Math.PI,
  towardsAngle: 0.7 * Math.PI,
  edgePx: 10,
  crowdPx: 20,
  crowdMost: 5,
  most: 100,
} as const;

/**
 * Minutia cylinders (Cappelli, Ferrara and Maltoni, "Minutia Cylinder-Code", IEEE TPAMI 32(12), 2010, table 1,
 * MCC16b): radius px, cells per side and directions; sigmas of position, px, and direction; threshold of a bit;
 * distance beyond the hull up to which a cell is valid, px; minimum share of valid cells; minimum number of
 * neighbours. Comparison: minimum share of cells valid in both, maximum rotation.
 */
export const CYLINDER = {
  radius: 70,
  side: 16,
  directions: 6,
  sigmaPosition: 28 / 3,
  sigmaDirection: (2 * Math.PI) / 9,
  bitThreshold: 0.01,
  hullMargin: 50,
  validShareLeast: 0.5,
  neighboursLeast: 2,
  commonShareLeast: 0.6,
  turnMost: Math.PI / 2,
} as const;

/**
 * Candidate pairs and their relaxation (the same paper, LSA-R): number of pairs, minimum similarity, rounds, weight of
 * a pair's own support, sigmoids (middle, slope) of the differences of distance, px, direction and bearing; `stretch`
 * adds a share of the distance to its middle, because skin stretches; number of scored pairs: between `scoredLeast`
 * and `scoredMost` by a sigmoid of the smaller minutia count.
 */
export const RELAXATION = {
  pairsMost: 60,
  similarityLeast: 0.01,
  rounds: 5,
  ownWeight: 0.5,
  distance: { middle: 5, slope: -1.6 },
  stretch: 0.05,
  distanceMargin: 4,
  turn: { middle: Math.PI / 12, slope: -30 },
  bearing: { middle: Math.PI / 12, slope: -30 },
  scored: { middle: 20, slope: 0.4 },
  scoredLeast: 4,
  scoredMost: 12,
} as const;

/**
 * Alignment: number of hypotheses, minimum compatibility of a supporting pair, lever of direction against position,
 * px, radius and rotation within which minutiae are paired, the same after the stretch of the skin is estimated, and
 * the stretch field: reach of a pair, px, and weight of no shift.
 */
export const ALIGNMENT = {
  hypotheses: 6,
  compatibleLeast: 0.3,
  directionLeverPx: 17,
  pairingPx: 15,
  pairingTurn: 0.5,
  refinedPairingPx: 12,
  fieldReachPx: 50,
  fieldStillness: 0.5,
} as const;

/**
 * The stored picture: half the resolution, four levels; its directions: one per grid cell of 8 px, 255 steps over 180
 * degrees.
 */
export const PATTERN = { scale: 2, gridPx: 8, strongFrom: 0.75, directionSteps: 255 } as const;

/**
 * Picture comparison, in px of the stored picture: side of a block, step between blocks, largest shift; radius of a
 * neighbourhood in blocks, and the number of blocks for full weight; minimum number of blocks.
 */
export const CORRELATION = { block: 12, step: 10, shift: 3, neighbourhood: 2, votersLeast: 5, blocksLeast: 4 } as const;

/** Minimum number of cells of a print (25 mm2 at 500 ppi: a fifth of a fingertip) and of minutiae. */
export const MIN_PRINT = { cells: 600, minutiae: 4 } as const;
/**
 * Range of the mean ridge period, px. Outside of it the stated resolution of the image is implausible (adult skin: 0.3
 * to 0.6 mm).
 */
export const PLAUSIBLE_PERIOD_PX = { least: 5.2, most: 12.7 } as const;
/** Minimum mean coherence of a print, 0..1. Connected noise is below it. */
export const MIN_PRINT_COHERENCE = 0.22;
/**
 * Light ridges on a dark platen: maximum grey level of the background, and the minimum difference from the print's
 * mean. Capacitive sensors have a grey background.
 */
export const INVERTED = { groundMost: 64, darkerBy: 40 } as const;

/**
 * Quality: native values at which a component is 0 and 100, weights of the geometric mean, and the share of the lowest
 * rows from which a print counts as cut off. The ends are round numbers and the weights are a judgement; nothing was
 * fitted.
 */
export const QUALITY = {
  areaMm2: { worst: 20, best: 200 },
  coherence: { worst: 0.2, best: 0.8 },
  contrast: { worst: 5, best: 50 },
  ridgeClarity: { worst: 0.05, best: 0.4 },
  periodSpread: { worst: 0.3, best: 0.05 },
  minutiae: { worst: 0, best: 30 },
  ridgeShareOff: { worst: 0.4, best: 0.1 },
  weights: { area: 2, coherence: 2, ridgeClarity: 2, minutiae: 2, contrast: 0.5, periodSpread: 0.5 },
  edgeRows: 3,
  cutShare: 0.3,
} as const;

/**
 * Limits at which the traveller is advised (quality/advice.ts). They are chosen for a gate and do not come from a
 * standard.
 */
export const FINGER_ADVICE = {
  scoreEnough: 60,
  areaLeastMm2: 100,
  lowMiddle: 0.6,
  contrastLeast: 15,
  drySharesMost: 0.35,
  wetShareLeast: 0.6,
  coherenceLeast: 0.45,
} as const;
