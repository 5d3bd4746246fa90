import type { ReleaseForm } from './schemas.ts';

/** A made-up release; `upTo` leaves it waiting, `correction` is its second edition. */
export interface DemoRelease extends ReleaseForm {
  readonly upTo?: 'review' | 'embargo';
  readonly correction?: { readonly bodyVi: string; readonly note: string };
}

const english = { titleEn: '', summaryEn: '', bodyEn: '' };

/** Every title says that it is a sample; nothing in them is a fact. */
export const demoReleases: readonly DemoRelease[] = [
  {
    ...english,
    kind: 'tra-loi-bao-chi',
    titleVi: '(Tin mẫu) Trả lời báo chí về thời hạn cấp lại giấy phép xây dựng',
    summaryVi: 'Cơ quan mẫu trả lời câu hỏi của một tòa soạn mẫu về thời hạn giải quyết và cách theo dõi hồ sơ.',
    bodyVi:
      '**Câu hỏi:** Người dân theo dõi hồ sơ bằng cách nào?\n\n**Trả lời:** Mỗi hồ sơ có mã. Nhập mã tại ô tìm kiếm của trang, hoặc hỏi tại bộ phận một cửa của xã, phường.\n\nĐây là bản tin mẫu để giới thiệu phần mềm.',
    topics: ['giao-thong'],
    persons: '',
    place: '',
  },
  {
    kind: 'thong-cao',
    titleVi: '(Tin mẫu) Thông cáo báo chí phiên họp thường kỳ của cơ quan mẫu',
    summaryVi: 'Phiên họp mẫu thảo luận ba nhóm việc: giải ngân, cải cách thủ tục và ứng phó thiên tai.',
    bodyVi:
      'Sáng nay, cơ quan mẫu họp phiên thường kỳ.\n\n## Các nội dung chính\n\n- Rà soát tiến độ giải ngân vốn đầu tư.\n- Cắt giảm thành phần hồ sơ của mười thủ tục.\n- Phương án ứng phó mưa lũ cuối năm.\n\n## Việc giao\n\nCác đơn vị báo cáo kết quả trước ngày 05 tháng sau.\n\nĐây là bản tin mẫu để giới thiệu phần mềm.',
    titleEn: '(Sample) Communiqué on the regular meeting of a sample agency',
    summaryEn: 'A sample meeting on three matters: spending, simpler procedures, and floods.',
    bodyEn:
      'The sample agency held its regular meeting this morning.\n\n## Main matters\n\n- Progress of public investment.\n- Fewer papers for ten procedures.\n- Plans for the floods at the end of the year.\n\nThis is a sample release that shows the software.',
    topics: ['chi-dao-dieu-hanh', 'kinh-te'],
    persons: 'Ông Người Phát Ngôn Mẫu',
    place: '',
  },
  {
    ...english,
    kind: 'giai-thich-chi-dao',
    titleVi: '(Tin mẫu) Giải thích chỉ đạo về trực ban trong mùa mưa lũ',
    summaryVi: 'Ai trực, trực lúc nào, báo cáo cho ai: bản giải thích ngắn cho cán bộ cấp xã.',
    bodyVi: 'Chế độ trực ban áp dụng 12 giờ mỗi ngày.\n\nĐây là bản tin mẫu để giới thiệu phần mềm.',
    topics: ['thien-tai', 'chi-dao-dieu-hanh'],
    persons: '',
    place: '46',
    correction: {
      bodyVi:
        'Chế độ trực ban áp dụng **24 giờ** mỗi ngày khi có tin bão khẩn cấp.\n\n1. Chủ tịch xã phân công bằng văn bản.\n2. Người trực ghi sổ, báo cáo ba lần mỗi ngày.\n\nĐây là bản tin mẫu để giới thiệu phần mềm.',
      note: 'Sửa thời gian trực ban từ 12 giờ thành 24 giờ mỗi ngày và bổ sung cách phân công.',
    },
  },
  {
    ...english,
    kind: 'phat-bieu',
    titleVi: '(Tin mẫu) Phát biểu khai mạc hội nghị chuyển đổi số',
    summaryVi: 'Toàn văn bài phát biểu mẫu, chờ đến giờ công bố.',
    bodyVi: 'Thưa các vị đại biểu,\n\nĐây là bản tin mẫu, có hẹn giờ, để giới thiệu phần mềm.',
    topics: ['chuyen-doi-so'],
    persons: 'Bà Đại Biểu Mẫu',
    place: '',
    upTo: 'embargo',
  },
  {
    ...english,
    kind: 'tin',
    titleVi: '(Tin mẫu) Lịch tiếp công dân tháng tới',
    summaryVi: 'Bản tin mẫu đang chờ duyệt nội dung.',
    bodyVi: 'Tiếp công dân vào sáng thứ Hai hằng tuần.\n\nĐây là bản tin mẫu để giới thiệu phần mềm.',
    topics: ['xa-hoi'],
    persons: '',
    place: '',
    upTo: 'review',
  },
];
