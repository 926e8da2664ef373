"""The invented people of the example cohorts. Any likeness to a living person is chance."""

EMT = (
    "Aaliyah Johnson", "Bjørn Halvorsen", "Chloé Lefèvre", "Đặng Minh Anh", "Diego Núñez Peña",
    "Ewa Wiśniewska", "Fatima Zahra El Idrissi", "Grace Mwangi", "Hòa Trần", "İpek Şimşek",
    "Jamal Washington", "Katarzyna Żak", "Leilani Kahale", "Mateo Ibáñez", "Nizhoni Begay",
    "Oluwaseun Adebayo", "Priya Ramanathan", "Quinn O’Hara", "Rashid Al-Khatib",
    "Søren Kjærgaard", "Tomáš Dvořák", "Uchenna Okafor", "Valentina Di Marco", "Yuki Tanaka",
)  # fmt: skip
ACLS = (
    "Amara Nwosu", "Beatriz Gonçalves", "Carlos Zúñiga", "Deepika Iyer", "Élodie Marchand",
    "Farid Haddad", "Guadalupe Ríos", "Hae-won Lim", "Ines Škoda", "Jin Xiaoyan",
    "Kwame Asante", "Lucía Fernández Solís", "Mehmet Çelik", "Nadia Petrović",
    "Oskar Lindström", "Renée Thibodeaux", "Samuel Goldberg", "Thu Phạm",
)  # fmt: skip
ALS_UK = (
    "Aoife Ní Bhriain", "Babajide Ogunleye", "Catrin Llŷr", "Dilnoza Karimova", "Eilidh MacRae",
    "Faisal Mahmood", "Georgia Papadaki", "Harpreet Dhillon", "Iwan Prŷs", "Jasmine Chowdhury",
    "Kamila Nowák", "Lachlan Drummond", "Mihai Ștefănescu", "Niamh Ó Súilleabháin",
    "Olga Ļubova", "Pádraig Mac Giolla", "Qiang Huang", "Rūta Kazlauskienė", "Siân Gwilym",
    "Tendai Moyo", "Ulrika Åkesson", "Vikram Seshadri", "Winifred Achterberg", "Xanthe Lyons",
    "Yetunde Bankole", "Zsófia Kővári", "Anaïs Delacroix", "Bashir Noorzai", "Chidi Eze",
    "Daiyu Feng", "Elif Şahin", "Fionn Gallagher",
)  # fmt: skip
