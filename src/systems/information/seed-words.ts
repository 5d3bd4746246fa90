import type { ReleaseForm } from './schemas.ts';
import type { Drawing } from './seed-pictures.ts';

/** A made-up release; `upTo` leaves it waiting, `correction` is its second edition. */
export interface DemoRelease extends ReleaseForm {
  readonly upTo?: 'draft' | 'review' | 'embargo' | 'press';
  readonly pictures?: readonly DemoPicture[];
  readonly correction?: { readonly bodyVi: string; readonly note: string };
}

export interface DemoPicture {
  readonly drawing: Drawing;
  readonly altVi: string;
  readonly altEn: string;
}

const bridge: DemoPicture = {
  drawing: 'bridge',
  altVi: 'Tranh vẽ: cây cầu đỏ bốn nhịp bắc qua sông, phía sau là đồi và mặt trời',
  altEn: 'Drawing: a red bridge of four arches over a river, hills and the sun behind it',
};
const terraces: DemoPicture = {
  drawing: 'terraces',
  altVi: 'Tranh vẽ: ruộng bậc thang vàng và xanh, một ngôi nhà nhỏ trên sườn đồi',
  altEn: 'Drawing: yellow and green rice terraces, a small house on the slope',
};
const boats: DemoPicture = {
  drawing: 'boats',
  altVi: 'Tranh vẽ: bốn chiếc thuyền trên mặt nước, buổi sớm',
  altEn: 'Drawing: four boats on the water in the early morning',
};

const english = { titleEn: '', summaryEn: '', bodyEn: '' };

/** Every title says that it is a sample; nothing in them is a fact. */
export const demoReleases: readonly DemoRelease[] = [
  {
    kind: 'phong-su-anh',
    titleVi: '(Tin mẫu) Phóng sự ảnh: một ngày ở xã Mẫu',
    summaryVi: 'Ba bức tranh minh họa cho biết trang phóng sự ảnh trông thế nào; xã Mẫu không có thật.',
    bodyVi:
      'Xã Mẫu nằm giữa một con sông và những thửa ruộng bậc thang. Sáng sớm, thuyền ra chợ nổi; đến trưa, xe qua cầu mới.\n\nĐây là bản tin mẫu để giới thiệu phần mềm, tranh do phần mềm vẽ.',
    titleEn: '(Sample) Photo story: a day in the model commune',
    summaryEn: 'Three drawings that show what a photo story looks like; the model commune does not exist.',
    bodyEn:
      'The model commune lies between a river and rice terraces. Early in the morning boats leave for the floating market; at noon cars cross the new bridge.\n\nThis is a sample release that shows the software; the software drew its pictures.',
    topics: ['xa-hoi'],
    persons: '',
    place: '46',
    pictures: [bridge, terraces, boats],
  },
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
  {
    ...english,
    kind: 'tin',
    titleVi: '(Tin mẫu) Cầu Mẫu thông xe vào tháng tới',
    summaryVi: 'Bản tin mẫu đã gửi trước cho báo chí, có câu hỏi và câu trả lời.',
    bodyVi:
      'Cầu Mẫu dài 400 mét, nối hai bờ sông Mẫu.\n\nXe thô sơ đi làn riêng. Không thu phí.\n\nĐây là bản tin mẫu để giới thiệu phần mềm.',
    topics: ['giao-thong'],
    persons: '',
    place: '46',
    upTo: 'press',
  },
  {
    ...english,
    kind: 'tin',
    titleVi: '(Tin mẫu) Bản nháp có ảnh để thử cắt ảnh',
    summaryVi: 'Bản tin mẫu đang soạn, có một ảnh.',
    bodyVi: 'Mở phần ảnh của bản nháp này để thử khung cắt.\n\nĐây là bản tin mẫu để giới thiệu phần mềm.',
    topics: ['xa-hoi'],
    persons: '',
    place: '',
    upTo: 'draft',
    pictures: [boats],
  },
];
