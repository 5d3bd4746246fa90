import { describe, expect, it } from 'vitest';
import { choosesTarget } from './relation-target.ts';

const laiChau = { id: 'a', issuerName: 'Ủy ban nhân dân tỉnh Lai Châu', issuedOn: '2025-11-19' };
const bacNinh = { id: 'b', issuerName: 'UBND tỉnh Bắc Ninh', issuedOn: '2025-12-03' };
const wanted = { numberKey: '87/2025/qdubnd', issuerName: null, issuedOn: null, fromIssuerName: 'UBND tỉnh Lai Châu' };

describe('which document a number means', () => {
  it('a local number without an issuer means the own body’s', () => {
    expect(choosesTarget(wanted, [laiChau, bacNinh])).toBe('a');
    expect(choosesTarget(wanted, [bacNinh])).toBeNull();
  });

  it('a named issuer or date decides', () => {
    expect(choosesTarget({ ...wanted, issuerName: 'ỦY BAN NHÂN DÂN TỈNH BẮC NINH' }, [laiChau, bacNinh])).toBe('b');
    expect(choosesTarget({ ...wanted, issuedOn: '2020-01-01' }, [laiChau])).toBeNull();
  });

  it('a national number needs no issuer; two that fit are left for a person', () => {
    const decree = { id: 'c', issuerName: 'Chính phủ', issuedOn: '2025-06-09' };
    const national = { ...wanted, numberKey: '118/2025/ndcp' };
    expect(choosesTarget(national, [decree])).toBe('c');
    expect(choosesTarget(national, [decree, { ...decree, id: 'd' }])).toBeNull();
  });
});
