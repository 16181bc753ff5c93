"""Files that many tests bring in."""

HEAD = "id,parent_id,kind,author,office,date,title,body,language,source\n"
GOOD = HEAD + (
    "1,,idea,রহিমা খাতুন,ভূমি অফিস,2019-03-01,পুকুর দখল,সরকারি পুকুর **দখল** হয়েছে,bn,psi\n"
    "2,1,comment,Someone Unknown,Sylhet,2019-03-02T10:20,,How was it found?,en,psi\n"
    "3,2,comment,,,2019-03-03,,By the survey map,en,psi\n"
    '4,,question,rahima@uthan.example,,2020-01-05,"Who, if anyone, tried tokens?","Line one\n\nLine two",en,psi\n'
)
