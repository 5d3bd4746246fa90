import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Services } from '#kernel/http/services.ts';
import { importProcedures, type ImportSummary } from './importing/import-file.ts';

/** The real list; absent on most machines. */
export const realList = '../shared/data/tthc/procedures.ndjson.gz';
export const hasRealList = existsSync(realList);

/** A record as the national database has them, much shortened. */
export function sampleRecord(code: string, changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    ma_thu_tuc: code,
    detail_url: 'https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfd-0000-7000-8000-000000000001',
    ten_thu_tuc: 'Thủ tục đăng ký khai sinh mẫu',
    so_quyet_dinh: '163/QĐ-BTP',
    cap_thuc_hien: 'Cấp xã',
    linh_vuc: 'Hộ tịch',
    doi_tuong_thuc_hien: 'Công dân Việt Nam, Cán bộ, công chức, viên chức',
    cach_thuc_thuc_hien:
      'Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến3 Ngày làm việc100 VNĐ(100.000 đồng/lần.)Trực tiếp3 Ngày làm việc100,000 VNĐ(100.000 đồng/lần.)Nộp tại xã.',
    thanh_phan_ho_so:
      '* Giấy tờ phải nộp:Tên giấy tờMẫu đơn, tờ khaiSố lượngTờ khai theo mẫuMau to khai.docx1 bản chínhGiấy chứng sinh ban hành năm 20231 bản chính,2 bản sao',
    can_cu_phap_ly:
      'Tên văn bản pháp lýMã văn bảnLuật Hộ tịch60/2014/QH13Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ123/2015/NĐ-CP',
    ket_qua_xu_ly: 'Giấy khai sinhMã: KQ.G15.000031Từ khóaKhông có thông tinMô tảKhông có thông tin',
    trinh_tu_thuc_hien: '- Bước 1: Nộp hồ sơ.\n- Bước 2: Trả kết quả.',
    yeu_cau_dieu_kien: 'Không có thông tin',
    _nguon_thu_muc: 'bo-tu-phap',
    ...changes,
  };
}

/** Imports lines as a file. */
export async function importLines(services: Services, lines: readonly (string | object)[]): Promise<ImportSummary> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-list-'));
  const path = join(folder, 'list.ndjson');
  try {
    await writeFile(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return await importProcedures(services, { path, recordsDay: '2026-07-20' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
