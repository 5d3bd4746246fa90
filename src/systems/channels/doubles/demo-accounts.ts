/** Accounts of the demonstration; their tokens open nothing but the doubles of this machine. */
export const demoAccounts = [
  {
    platform: 'facebook',
    stableId: '900001',
    name: 'Thông tin Chính phủ (thử)',
    purpose: 'Đưa tin chính thức của Chính phủ tới người dân.',
    editorialLine: 'Chỉ đăng tin đã công bố trên Cổng; không bình luận.',
    approval: 'automatic',
    credentials: 'accessToken = ma-truy-cap-thu-1',
  },
  {
    platform: 'facebook',
    stableId: '900002',
    name: 'Diễn đàn cạnh tranh quốc gia (thử)',
    purpose: 'Trao đổi về năng lực cạnh tranh với doanh nghiệp.',
    editorialLine: 'Tin về môi trường kinh doanh; từng bài có người xem trước.',
    approval: 'each',
    credentials: 'accessToken = ma-truy-cap-thu-2',
  },
  {
    platform: 'youtube',
    stableId: 'UC-thu-chinh-phu-0000001',
    name: 'Cổng Thông tin Chính phủ (thử)',
    purpose: 'Phim, phóng sự và họp báo của Chính phủ.',
    editorialLine: 'Chỉ tin có video và có phụ đề tiếng Việt.',
    approval: 'automatic',
    credentials: 'clientId = ung-dung-thu\nclientSecret = bi-mat-ung-dung-thu\nrefreshToken = ma-lam-moi-thu-1',
  },
  {
    platform: 'zalo',
    stableId: '4100000000001',
    name: 'Thông tin Chính phủ (thử)',
    purpose: 'Tin chính thức cho người dùng Zalo.',
    editorialLine: 'Mọi tin đã công bố; chỉ gửi tới người quan tâm khi việc gấp, và do người duyệt quyết định.',
    approval: 'automatic',
    credentials:
      'appId = ung-dung-thu\nsecretKey = bi-mat-ung-dung-thu\naccessToken = ma-truy-cap-zalo-thu\nrefreshToken = ma-lam-moi-zalo-thu',
  },
  {
    platform: 'activitypub',
    stableId: 'chinhphu',
    name: 'Thông tin Chính phủ',
    purpose: 'Tin chính thức cho người dùng Mastodon và mạng tương tự.',
    editorialLine: 'Mọi tin đã công bố; không trả lời bình luận.',
    approval: 'automatic',
    credentials: '',
  },
] as const;

/** A page on the double of Facebook that belongs to somebody else and calls itself like ours: letters that look alike. */
export const demoForeignPage = {
  stableId: '700001',
  name: 'Thông tin Chính phù (thử)',
  username: 'page.9OOOO1',
  accessToken: 'ma-truy-cap-trang-la',
} as const;
