import { defineMessages } from '#kernel/i18n.ts';

export const messages = defineMessages({
  vi: {
    title: 'Cho lập trình viên',
    lead: 'Mọi thứ công khai ở đây đều đọc được bằng chương trình, dưới dạng JSON, không cần xin phép.',
    openapi: 'Tài liệu OpenAPI 3.1',
    start: 'Bắt đầu',
    startText:
      'Gọi bằng HTTP, trả lời bằng JSON (UTF-8). Ngày viết dạng năm-tháng-ngày, thời điểm theo ISO 8601 có múi giờ. Trang kế tiếp nằm ở trường next. Thêm lang=en để nhận câu chữ tiếng Anh.',
    examples: 'Ví dụ',
    limits: 'Mỗi địa chỉ mạng được 1.200 yêu cầu một phút; quá mức thì nhận mã 429 kèm Retry-After.',
    errors: 'Khi có lỗi',
    errorsText:
      'Trả lời có kiểu application/problem+json (RFC 9457): type dẫn tới trang giải thích, errors nêu từng trường sai, reasons nêu lý do từ chối, instance là mã yêu cầu để báo cho người vận hành.',
    problemList: 'Các loại lỗi',
    software: 'Phần mềm của cơ quan',
    softwareText:
      'Gửi và nhận văn bản trên trục cần tài khoản phần mềm. Người quản trị của cơ quan cấp mã hệ thống và khóa bí mật ở trang Người dùng; khóa chỉ hiện một lần. Gửi kèm mỗi yêu cầu bằng HTTP Basic qua HTTPS; trục còn nhận tiêu đề X-System-Id và X-Secret-Key.',
    idempotency:
      'Yêu cầu thay đổi dữ liệu nên mang tiêu đề Idempotency-Key: gửi lại với cùng mã thì nhận đúng câu trả lời đầu tiên và không có gì được làm hai lần.',
    basic: 'Xác thực bằng HTTP Basic',
    endpoints: 'Địa chỉ',
    endpointsText: 'Danh sách này do máy chủ tự sinh. Dấu * là tham số bắt buộc.',
    method: 'Cách gọi',
    path: 'Địa chỉ',
    what: 'Việc',
    parameters: 'Tham số',
    feeds:
      'Mọi kết quả tìm kiếm văn bản còn có nguồn tin Atom và JSON Feed: thay /van-ban bằng /van-ban.atom hoặc /van-ban.json, giữ nguyên các tham số.',
    problems: 'Các loại lỗi',
    problemsLead: 'Mỗi câu trả lời lỗi của hệ thống dẫn tới một trang ở đây: lỗi gì, vì sao, làm gì tiếp.',
    code: 'Mã',
    status: 'Mã HTTP',
    problem: 'Lỗi',
    other: 'English',
    inShort: (slug: string, status: number) => `Loại lỗi: ${slug}. Mã HTTP: ${status}.`,
  },
  en: {
    title: 'For developers',
    lead: 'Everything public here can be read by programs, as JSON, without asking anybody.',
    openapi: 'OpenAPI 3.1 document',
    start: 'Getting started',
    startText:
      'Call by HTTP; answers are JSON (UTF-8). Dates are year-month-day, instants ISO 8601 with a zone. The next page is in the field next. Add lang=en for sentences in English.',
    examples: 'Examples',
    limits: 'A network address has 1,200 requests a minute; beyond that the answer is 429 with Retry-After.',
    errors: 'When something is wrong',
    errorsText:
      'The answer is application/problem+json (RFC 9457): type leads to a page that explains it, errors names each wrong field, reasons say why something is refused, instance is the request’s id for the operator.',
    problemList: 'Types of problems',
    software: 'An agency’s software',
    softwareText:
      'Sending and receiving documents on the axis needs a software account. The agency’s administrator creates a system id and a secret on the page People; the secret is shown once. Send them with each request by HTTP Basic over HTTPS; the axis also takes the headers X-System-Id and X-Secret-Key.',
    idempotency:
      'Requests that change something should carry Idempotency-Key: a repeat with the same key gets the very first answer, and nothing is done twice.',
    basic: 'HTTP Basic',
    endpoints: 'Endpoints',
    endpointsText: 'The server makes this list itself. * marks what must be given.',
    method: 'Method',
    path: 'Address',
    what: 'What it does',
    parameters: 'Parameters',
    feeds: 'Every search for documents is a feed too: put /van-ban.atom or /van-ban.json in the place of /van-ban and keep the parameters.',
    problems: 'Types of problems',
    problemsLead: 'Every error of the system leads to a page here: what it is, why, and what to do.',
    code: 'Name',
    status: 'HTTP status',
    problem: 'Problem',
    other: 'Tiếng Việt',
    inShort: (slug, status) => `Type: ${slug}. HTTP status: ${status}.`,
  },
});
