import { describe, expect, it } from 'vitest';
import { ascii } from '../../../../hardware/ber/write.ts';
import type { AccessKey } from '../../../../hardware/document-reader/emrtd/access-key.ts';
import { openChipSession } from '../../../../hardware/document-reader/emrtd/chip-session.ts';
import { standardisedGroup } from '../../../../hardware/document-reader/emrtd/cryptography/domain-parameters.ts';
import { CIPHER_SUITES } from '../../../../hardware/document-reader/emrtd/cryptography/cipher-suite.ts';
import { cryptNonce } from '../../../../hardware/document-reader/emrtd/pace/nonce.ts';
import { pace, type PaceRandomness } from '../../../../hardware/document-reader/emrtd/pace/pace.ts';
import { paceProtocol } from '../../../../hardware/document-reader/emrtd/pace/pace-protocol.ts';
import { bytes, forever, hex, scriptedChip } from './scripted-chip.ts';

interface Example {
  readonly name: string;
  readonly oid: string;
  readonly parameterId: number;
  readonly information: string;
  readonly scalars: readonly string[];
  /** The reader's nonce t. */
  readonly nonce?: string;
  /**
   * Appendix H gives a password key that no printed zone leads to, and the chip's nonce s under it: the test encrypts the
   * same nonce under the key of a zone.
   */
  readonly chipNonce?: { readonly key: string; readonly plain: string };
  readonly answers: readonly string[];
  /** Commands after MSE:Set AT, in which the example leaves the parameters' identifier out. */
  readonly commands: readonly string[];
}

const MRZ = 'T22000129364081251010318';

/** Worked examples of ICAO 9303-11: appendices G.1, G.2, H.1, H.2 and I. */
const EXAMPLES: readonly Example[] = [
  {
    name: 'ECDH, generic mapping (G.1)',
    oid: '0.4.0.127.0.7.2.2.4.2.2',
    parameterId: 13,
    information: MRZ,
    scalars: [
      '7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99',
      'A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595',
    ],
    answers: [
      '7C12801095A3A016522EE98D01E76CB6B98B42C39000',
      `7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57
       30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000`,
      `7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB
       7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0949000`,
      '7C0A86083ABB9674BCE93C089000',
    ],
    commands: [
      '10860000027C0000',
      `10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E
       544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00`,
      `10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C
       3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200`,
      '008600000C7C0A8508C2B0BD78D94BA86600',
    ],
  },
  {
    name: 'DH, generic mapping (G.2)',
    oid: '0.4.0.127.0.7.2.2.4.1.2',
    parameterId: 0,
    information: MRZ,
    scalars: ['5265030F751F4AD18B08AC565FC7AC952E41618D', '89CCD99B0E8D3B1F11E1296DCA68EC53411CF2CA'],
    answers: [
      '7C128010854D8DF5827FA6852D1A4FA701CDDDCA9000',
      `7C818382818078879F57225AA8080D52ED0FC890A4B25336F699AA89A2D3A189654AF70729E623EA5738B26381E4DA19E0
       04706FACE7B235C2DBF2F38748312F3C98C2DD4882A41947B324AA1259AC22579DB93F7085655AF30889DBB845D9E6783FE4
       2C9F2449400306254C8AE8EE9DD812A804C0B66E8CAFC14F84D8258950A91B44126EE69000`,
      `7C8183848180075693D9AE941877573E634B6E644F8E60AF17A0076B8B123D9201074D36152BD8B3A213F53820C42ADC79AB
       5D0AEEC3AEFB91394DA476BD97B9B14D0A65C1FC71A0E019CB08AF55E1F729005FBA7E3FA5DC41899238A250767A6D46DB97
       4064386CD456743585F8E5D90CC8B4004B1F6D866C79CE0584E49687FF61BC29AEA19000`,
      '7C0A8608917F37B5C0E6D8D19000',
    ],
    commands: [
      '10860000027C0000',
      `10860000867C818381818023FB3749EA030D2A25B278D2A562047ADE3F01B74F17A15402CB7352CA7D2B3EB71C343DB13D1D
       EBCE9A3666DBCFC920B49174A602CB47965CAA73DC702489A44D41DB914DE9613DC5E98C94160551C0DF86274B9359BC0490
       D01B03AD54022DCB4F57FAD6322497D7A1E28D46710F461AFE710FBBBC5F8BA166F4311975EC6C00`,
      `10860000867C8183838180907D89E2D425A178AA81AF4A7774EC8E388C115CAE67031E85EECE520BD911551B9AE4D04369F2
       9A02626C86FBC6747CC7BC352645B6161A2A42D44EDA80A08FA8D61B76D3A154AD8A5A51786B0BC07147057871A922212C5F
       67F43173172236B7747D1671E6D692A3C7D40A0C3C5CE397545D015C175EB5130551EDBC2EE5D400`,
      '008600000C7C0A8508B46DD9BD4D98381F00',
    ],
  },
  {
    name: 'ECDH, integrated mapping (H.1)',
    oid: '0.4.0.127.0.7.2.2.4.4.2',
    parameterId: 13,
    information: MRZ,
    scalars: ['A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595'],
    nonce: '5DD4CBFC96F5453B130D890A1CDBAE32',
    chipNonce: { key: '591468CDA83D65219CCCB8560233600F', plain: '2923BE84E16CD6AE529049F1F1BBE9EB' },
    answers: [
      '7C128010143DC40C08C8E891FBED7DEDB92B64AD9000',
      '7C0282009000',
      `7C4384410467F78E5F7F7686082B293E8D087E056916D0F74BC01A5F8957D0DE45691E51E8
       932B69A962B52A0985AD2C0A271EE6A13A8ADDDCD1A3A994B9DED257F4D227539000`,
      '7C0A860875D4D96E8D5B03089000',
    ],
    commands: [
      '10860000027C0000',
      '10860000147C1281105DD4CBFC96F5453B130D890A1CDBAE3200',
      `10860000457C4383410489CBA23FFE96AA18D824627C3E934E54A9FD0B87A95D1471DC1C0ABFDCD640D4
       6755DE9B7B778280B6BEBD57439ADFEB0E21FD4ED6DF42578C13418A59B34C3700`,
      '008600000C7C0A8508450F02B86F6A090900',
    ],
  },
  {
    name: 'DH, integrated mapping (H.2)',
    oid: '0.4.0.127.0.7.2.2.4.3.2',
    parameterId: 0,
    information: MRZ,
    scalars: [
      `4BD0E54740F9A028E6A515BFDAF967848C4F5F5FFF65AA0915947FFD1A0DF2FA6981271BC905F3551457B7E03AC3B8066DE4
       AA406C1171FB43DD939C4BA16175103BA3DEE16419AA248118F90CC36A3D6F4C373652E0C3CCE7F0F1D0C5425B3600F0F0D6
       A67F004C8BBA33F2B4733C7252445C1DFC4F1107203F71D2EFB28161`,
    ],
    nonce: 'B3A6DB3C870C3E99245E0D1C06B747DE',
    chipNonce: { key: '591468CDA83D65219CCCB8560233600F', plain: 'FA5B7E3E49753A0DB9178B7B9BD898C8' },
    answers: [
      '7C1280109ABB8864CA0FF1551E620D1EF4E135109000',
      '7C0282009000',
      `7C8183848180928D9A0F9DBA450F13FC859C6F290D1D36E42431138A4378500BEB4E0401854CFF111F71CB6DC1D0335807A1
       1388CC8EAA87B07907AAD9FBA6B169AF6D8C26AF8DDDC39ADC3AD2E3FF882B84D23E9768E95A80E4746FB07A9767679FE921
       33B4D379935C771BD7FBED6C7BB4B1708B275EA75679524CDC9C6A91370CC662A2F39000`,
      '7C0A8608C2F04230187E15259000',
    ],
    commands: [
      '10860000027C0000',
      '10860000147C128110B3A6DB3C870C3E99245E0D1C06B747DE00',
      `10860000867C81838381800F0CC62945A8029251FB7EF3C094E12EC68E4EF07F27CB9D9CD04C5C4250FAE0E4F8A951557E92
       9AEB48E5C6DD47F2F5CD7C351A9BD2CD722C07EDE166770F08FFCB370262CF308DD7B07F2E0DA9CAAA1492344C8529069195
       38C98A4BA4187E76CE9D87832386D319CE2E043C3343AEAE6EDBA1A9894DC5094D22F7FE1351D500`,
      '008600000C7C0A850855D61977CBF5307E00',
    ],
  },
  {
    name: 'ECDH, chip-authentication mapping (I)',
    oid: '0.4.0.127.0.7.2.2.4.6.2',
    parameterId: 13,
    information: 'C11T002JM496081222310314',
    scalars: [
      '5D8BB87BD74D985A4B7D4325B9F7B976FE835122773400798914AA22738135CC',
      '76ECFDAA9841C323A3F5FC5E88B88DB3EFF7E35EBF57A7E6946CB630006C2120',
    ],
    answers: [
      '7C128010CB60E8E0D85B76A9BD304747C2AD42E29000',
      `7C43824104A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B3
       04F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E239000`,
      `7C4384410402AD566F3C6EC7F9324509AD50A51FA52030782A4968FCFEDF737DAEA9933331
       11C3B9B4C2287789BD137E7F8AA882E2A3C633CCD6ECC2C63C57AD401A09C2E19000`,
      `7C3C86088596CF055C67C1A38A301EEA964DAAE372AC990E3EFDE6333353BFC89A6704D93DA8798CF77F5B7A54BD10CB
       A372B42BE0B9B5F28AA8DE2F4F929000`,
    ],
    commands: [
      '10860000027C0000',
      `10860000457C438141047F1D410ADB7DDB3B84BF1030800981A9105D7457B4A3ADE002384F3086C67EDE
       1AB889104A27DB6D842B019020FBF3CEACB0DC627F7BDCAC29969E19D0E553C100`,
      `10860000457C43834104446C934084D9DAB863944F219520076C29EE3F7AE6722B11FF319EC1C7728F95
       5483400BFF60BF0C5929270009277DC2A515E12575010AD9BA916CF1BF86FEFC00`,
      '008600000C7C0A8508E86BD06018A1CD3B00',
    ],
  },
];

const plain = (text: string) => text.replaceAll(/\s/g, '');

function fixed({ scalars, nonce }: Example): PaceRandomness {
  const left = [...scalars];
  return {
    scalar: () => BigInt(`0x${plain(left.shift() ?? '')}`),
    bytes: () => bytes(nonce ?? ''),
  };
}

function nonceAnswer({ chipNonce }: Example, key: AccessKey, answer: string): string {
  if (chipNonce === undefined) return answer;
  return `7C128010${hex(cryptNonce('encrypt', CIPHER_SUITES['aes-128'], key, bytes(chipNonce.plain)))}9000`;
}

function run(example: Example, answers: readonly string[] = example.answers) {
  const key: AccessKey = { kind: 'mrz', information: ascii(example.information) };
  const chip = scriptedChip(
    '9000',
    ...answers.map((answer, at) => (at === 0 ? nonceAnswer(example, key, answer) : answer)),
  );
  const session = openChipSession(chip, forever);
  const protocol = paceProtocol(example.oid);
  if (protocol === undefined) throw new Error('an unknown protocol');
  const outcome = pace(session, {
    protocol,
    group: standardisedGroup(example.parameterId),
    parameterId: example.parameterId,
    key,
    randomness: fixed(example),
  });
  return { chip, session, outcome };
}

describe('PACE, the worked examples of ICAO 9303-11', () => {
  it.each(EXAMPLES)('are reproduced byte for byte: $name', async (example) => {
    const { chip, session, outcome } = run(example);
    await outcome;
    expect(chip.sent.slice(1)).toEqual(example.commands.map(plain));
    expect(session.secured()).toBe(true);
  });

  it.each(EXAMPLES.filter(({ chipNonce }) => chipNonce !== undefined))(
    'give a nonce that is decrypted: $name',
    (example) => {
      const { key, plain: nonce } = example.chipNonce!;
      const encrypted = bytes(example.answers[0]!).subarray(4, 20);
      expect(hex(CIPHER_SUITES['aes-128'].cbc('decrypt', bytes(key), encrypted))).toBe(nonce);
    },
  );

  it('give the chip authentication data of appendix I', async () => {
    const { chipAuthentication } = await run(EXAMPLES[4]!).outcome;
    expect(hex(chipAuthentication?.data ?? new Uint8Array())).toBe(
      '85DC3FA93D0952BFA82F5FD189EE75BD82F11D1F0B8ED4BF5319AC9B53C426B3',
    );
    expect(hex(chipAuthentication?.mappingPublicKey ?? new Uint8Array())).toBe(
      plain(`04A234236AA9B9621E8EFB73B5245C0E09D2576E5277183C1208BDD55280CAE8B3
             04F365713A356E65A451E165ECC9AC0AC46E3771342C8FE5AEDD092685338E23`),
    );
  });

  it('give an MSE:Set AT that names the password and the parameters', async () => {
    const { chip, outcome } = run(EXAMPLES[0]!);
    await outcome;
    expect(chip.sent[0]).toBe('0022C1A412800A04007F0007020204020283010184010D');
  });
});

describe('PACE with a faulty chip', () => {
  const [example] = EXAMPLES as [Example];
  const withAnswer = (step: number, answer: string) =>
    example.answers.map((given, at) => (at === step ? answer : given));
  const ours = plain(example.commands[1]!).slice(18, -2);

  it.each([
    ['no nonce', 0, '7C009000', 'malformed'],
    ['a nonce of half a block', 0, '7C0A8008000000000000000090 00', 'malformed'],
    ['an endless nonce', 0, `7C42804000${'00'.repeat(63)}9000`, 'malformed'],
    ['bytes that are not an object', 1, 'FFFF9000', 'malformed'],
    ['a point off the curve', 1, `7C43824104${'11'.repeat(64)}9000`, 'authentication'],
    ['a compressed point', 1, `7C23822102${'11'.repeat(32)}9000`, 'authentication'],
    ['the point at infinity', 1, '7C038201009000', 'authentication'],
    ['the lane’s own key', 1, `7C438241${ours}9000`, 'authentication'],
    ['a wrong token', 3, '7C0A86083ABB9674BCE93C099000', 'authentication'],
    ['a short token', 3, '7C0386013A9000', 'authentication'],
    ['no token', 3, '7C009000', 'malformed'],
    ['a refusal', 3, '6300', 'refused'],
  ])('stops at %s', async (_what, step, answer, code) => {
    const { session, outcome } = run(example, withAnswer(step, answer));
    await expect(outcome).rejects.toMatchObject({ name: 'ChipError', code });
    expect(session.secured()).toBe(false);
  });

  it('stops at an element outside the subgroup', async () => {
    const dh = EXAMPLES[1]!;
    const one = `7C8183828180${'00'.repeat(127)}019000`;
    const answers = dh.answers.map((given, at) => (at === 1 ? one : given));
    await expect(run(dh, answers).outcome).rejects.toMatchObject({ code: 'authentication' });
  });
});
