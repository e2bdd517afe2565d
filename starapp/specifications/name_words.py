"""Words that are written with a capital and are no names, and common first names.

Both lists are small on purpose: a find is a question to the writer, who can keep it with a reason.
Each capital word also stands for its use at the start of a sentence.
"""

CAPITAL_WORDS = frozenset(
    """
    a about after again all also always am an and another any are as at away back be because been
    before being best better between both but by can cannot careful changes choices clear close
    cooking could day days did do does doing done down during each early easy eat eats encourage
    enjoys even evening evenings every everyone everything extra family few find finds first five
    following for four friday friends from full further gentle get gets give gives go goes going
    good great green had half happy hard has have having he health help helps her here hers him his
    home hot house how however i if important in independent is it its job just keep keeps know
    knows last late later learn learning less let letting likes listen little live lives living
    long look looks lots loves make makes making many may might more morning mornings most mother
    much music must my near needs never new next night nights no none not nothing now of off often
    old on once one only open or other others our out outside over own paid people person phone
    picture place plan plans play plays prefers put quiet rather reads really regular remind right
    risk risks road room rushed safe same say says see sensor set shadow share shared she shift
    should show since six sleep sleeps so some someone something sometimes soon speaks staff start
    starts stay stays still stop stops sudden support supported supports swimming take takes talk
    talks ten than that the their them then there these they things think this those three through
    time times to today together too town travel travels try tuesday two under understands until
    up use uses usually very visit visits voice wait walk walks wants warm was wash watch we week
    weekends weekly well were what when where which while who why will with without word words work
    works would write yes yet you young your
    monday wednesday thursday saturday sunday january february march april june july august
    september october november december spring summer autumn winter christmas easter eid diwali
    british english scottish welsh irish european asian african caribbean polish romanian pakistani
    indian bangladeshi chinese white black mixed muslim christian hindu sikh jewish buddhist
    catholic church mosque temple synagogue britain england scotland wales ireland kingdom united
    north south east west northern southern eastern western greater upper lower central manchester
    london council councils trust nhs icb community district city county borough area act care
    quality commission mental capacity protection court order deprivation liberty safeguards adults
    adult safeguarding makaton pecs epilepsy autism autistic autistically asperger down's downs
    syndrome learning disability disabilities positive behaviour tier code practice
    food hygiene first aid level certificate team teams nurse nurses doctor gp hospital college
    school centre club group class course service services social worker workers manager provider
    providers commissioner officer director association housing flat flats cluster allotment bus
    train tram car metrolink facebook youtube netflix google apple android ipad iphone xbox
    playstation nintendo lego doctor who strictly dancing soul rock jazz pop radio television bbc
    itv channel olympic paralympic special olympics united football rugby cricket club league
    individual service specification package lot bidders version outcome outcomes goal
    independent skills connect living passport annual check dysphagia midazolam buccal easy read
    visual timetable talking mats intensive interaction sign along symbols widgit
    best interests decision appointee deputy advocate
    """.split()  # noqa: SIM905 # a wall of words is easier to keep than a list of strings
)

PHRASES = ("oliver mcgowan",)
"""Names that are part of what a course or a law is called."""

FIRST_NAMES = frozenset(
    """
    aaron abdul abigail adam ahmed aisha alan alexander alfie ali alice alison amanda amelia amir
    amy andrea andrew angela anita anna anne anthony arthur ashley barbara ben benjamin beth bradley
    brian callum cameron carl carol caroline catherine charlotte chloe christine christopher claire
    connor craig daisy daniel danielle darren david deborah declan denise derek diane dominic donna
    dorothy dylan edward eileen eleanor elizabeth ella ellie emily emma eric ethan eve faisal farah
    fatima fiona gareth gary gavin gemma geoffrey george georgia gillian graham gregory hannah harry
    hassan hayley heather helen henry holly ian ibrahim imran isaac isabella jacob jacqueline jake
    james jamie jane janet jasmine jason jayne jennifer jessica joan joanne john jonathan jordan
    joseph joshua joyce judith julia julie karen kate katherine kathleen kathryn katie keith kelly
    kenneth kerry kevin khadija kieran kim kirsty kyle laura lauren lee leon leonard lewis liam
    linda lisa lorraine louis louise lucas lucy luke lynn malcolm margaret maria marie martin mary
    matthew maureen megan michael michelle mohammad mohammed molly nasreen natalie natasha nathan
    neil nicholas nicola nigel nina noah oliver olivia omar owen pamela patricia patrick paul
    pauline peter philip phoebe priya rachel ravi raymond rebecca rhys richard robert rosie ross
    russell ryan sally samantha samuel sandra sarah scott sean shannon sharon shaun sheila simon
    sophie stacey stephanie stephen steven stuart susan suzanne sylvia tanya tariq teresa thomas
    timothy tina toby tracey tyler usman valerie vanessa victoria vincent wayne wendy william
    yasmin yusuf zainab zara zoe
    """.split()  # noqa: SIM905 # as above
)
